// Dropping files, and progress for each. Without this file the form posts as it is.
"use strict";
for (const form of document.querySelectorAll("form.drop")) {
  const input = form.querySelector("input[type=file]");
  const list = document.querySelector(".files");
  form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", async (event) => {
    event.preventDefault();
    form.classList.remove("over");
    input.files = await dropped(event.dataTransfer);
    if (form.dataset.upload) form.requestSubmit();
  });
  const folder = form.querySelector("[data-folder] input");
  if (folder) {
    folder.parentElement.hidden = false;
    folder.addEventListener("change", () => { input.files = together([...folder.files]); });
  }
  form.addEventListener("submit", async (event) => {
    const button = form.querySelector("button");
    event.preventDefault();
    if (!form.dataset.upload) return check(form, button);
    button.disabled = true;
    const rows = [...input.files].map((file) => wait(list, file));
    for (const row of rows) await send(form, row);
    button.disabled = false;
    form.reset();
  });
}

// Files put together, as an input takes them; those that begin with a dot are not meant.
function together(files) {
  const all = new DataTransfer();
  for (const file of files) if (!file.name.startsWith(".")) all.items.add(file);
  return all.files;
}

// What was dropped: files as they are, folders with all that is in them.
async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
  if (!entries.some((entry) => entry && entry.isDirectory)) return transfer.files;
  const files = [];
  for (const entry of entries) if (entry) await collect(entry, files);
  return together(files);
}

async function collect(entry, files) {
  if (files.length > 5000) return;
  if (entry.isFile) {
    files.push(await new Promise((good, bad) => entry.file(good, bad)));
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((good, bad) => reader.readEntries(good, bad));
    if (some.length === 0) return;
    for (const one of some) await collect(one, files);
  }
}

// Sends files to be checked: how much is sent is shown, then the page of the result.
function check(form, button) {
  const [bar, said] = form.querySelector("[data-progress]").children;
  const said_before = button.textContent;
  const request = new XMLHttpRequest();
  bar.parentElement.hidden = false;
  button.disabled = true;
  said.textContent = said.dataset.sending;
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.value = event.loaded / event.total;
    if (event.loaded !== event.total) return;
    bar.removeAttribute("value");
    said.textContent = button.textContent = form.dataset.busy;
  });
  request.addEventListener("load", () => {
    if (request.status < 400) return window.location.assign(request.responseURL);
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const error = page.querySelector(".error") || page.querySelector("main p");
    again(error ? error.textContent : String(request.status));
  });
  request.addEventListener("error", () => again(form.dataset.lost));
  const again = (text) => {
    button.disabled = false;
    button.textContent = said_before;
    bar.value = 0;
    said.textContent = text;
  };
  request.open("POST", form.action || window.location.href);
  request.send(new FormData(form));
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
