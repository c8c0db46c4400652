#!/bin/sh
# Fetch the search server on which the tests of a cluster run: once, outside the repository.
set -eu
version=3.4.0
place=${CANCU_TEST_OPENSEARCH:-${XDG_CACHE_HOME:-$HOME/.cache}/cancu}
mkdir -p "$place"

fetch() { # the file it becomes, and what it is called where it comes from
  [ -e "$place/$1" ] && return
  work=$(mktemp -d "$place/fetching.XXXXXX")
  mvn -q org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy \
    "-Dartifact=$2" "-DoutputDirectory=$work"
  mv "$work/$1" "$place/"
  rmdir "$work"
}

fetch "opensearch-$version.zip" \
  "org.opensearch.distribution.integ-test-zip:opensearch:$version:zip"
# TLS and users; with a library that it takes from a module which that server lacks.
fetch "opensearch-security-$version.0.zip" \
  "org.opensearch.plugin:opensearch-security:$version.0:zip"
fetch "commons-collections4-4.5.0.jar" "org.apache.commons:commons-collections4:4.5.0:jar"
