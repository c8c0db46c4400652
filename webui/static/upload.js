// Dropping files, and progress for each. Without this file the form posts as it is.
"use strict";
for (const form of document.querySelectorAll("form.drop")) {
  const input = form.querySelector("input[type=file]");
  const list = document.querySelector(".files");
  form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    input.files = event.dataTransfer.files;
    if (form.dataset.upload) form.requestSubmit();
  });
  form.addEventListener("submit", async (event) => {
    const button = form.querySelector("button");
    if (!form.dataset.upload) {
      button.textContent = form.dataset.busy;
      return;
    }
    event.preventDefault();
    button.disabled = true;
    const rows = [...input.files].map((file) => wait(list, file));
    for (const row of rows) await send(form, row);
    button.disabled = false;
    form.reset();
  });
}

function wait(list, file) {
  const row = document.createElement("li");
  const name = document.createElement("span");
  const bar = document.createElement("progress");
  const message = document.createElement("span");
  name.textContent = file.name;
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  message.className = "message";
  row.append(name, bar, message);
  list.append(row);
  return { row, bar, message, file };
}

function send(form, { row, bar, message, file }) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    const data = new FormData();
    data.append("file", file);
    const where = form.elements.collection;
    if (where) data.append("collection", where.value);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = event.loaded / event.total;
      if (event.loaded === event.total) {
        bar.removeAttribute("value");
        message.textContent = form.dataset.reading;
      }
    });
    request.addEventListener("loadend", () => {
      finish(form, row, bar, message, request);
      done();
    });
    request.open("POST", form.dataset.upload);
    request.setRequestHeader("X-CSRFToken", form.elements.csrf_token.value);
    request.responseType = "json";
    request.send(data);
  });
}

function finish(form, row, bar, message, request) {
  const answer = request.response || {};
  const state = document.createElement("span");
  if (request.status >= 200 && request.status < 300) {
    const link = document.createElement("a");
    link.href = answer.page;
    link.textContent = form.dataset.view;
    state.append(link);
    message.textContent = form.dataset.done + ": " + answer.summary;
  } else {
    state.className = "badge contradicted";
    state.textContent = form.dataset.failed;
    message.textContent = answer.error ? answer.error.message : String(request.status || "");
  }
  bar.replaceWith(state);
}
