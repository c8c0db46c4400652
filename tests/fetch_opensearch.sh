#!/bin/sh
# Fetch the search server on which the tests of a cluster run: once, outside the repository.
set -eu
version=3.4.0
place=${CANCU_TEST_OPENSEARCH:-${XDG_CACHE_HOME:-$HOME/.cache}/cancu}
[ -e "$place/opensearch-$version.zip" ] && exit 0
mkdir -p "$place"
work=$(mktemp -d "$place/fetching.XXXXXX")
trap 'rm -rf "$work"' EXIT
mvn -q org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy \
  "-Dartifact=org.opensearch.distribution.integ-test-zip:opensearch:$version:zip" \
  "-DoutputDirectory=$work"
mv "$work/opensearch-$version.zip" "$place/"
