// Writing modules: bold words and links look like what they are, a preview follows along, and a
// draft is kept now and then. Without script, the same form works with its buttons; what is sent
// is the same. Nothing is written over what somebody else has saved since: the server says so.
(function () {
  "use strict";
  var form = document.querySelector("[data-editor]");
  if (!form || !window.fetch) {
    return;
  }
  var MARKS = /\*(?=\S)([^*\n]*[^*\s])\*|\[([^\]\n]+)\]\(([^)\s]+)\)/;
  var PREVIEW_AFTER = 900;
  var KEEP_AFTER = 3000;
  var words = form.dataset;
  var dialog = document.querySelector("[data-link-dialog]");

  // ---- From marks to what one sees, and back ----

  function draw(text, into) {
    var found = MARKS.exec(text);
    while (found) {
      lines(text.slice(0, found.index), into);
      var node = document.createElement(found[1] === undefined ? "a" : "b");
      if (found[1] === undefined) {
        node.setAttribute("href", found[3]);
      }
      draw(found[1] === undefined ? found[2] : found[1], node);
      into.appendChild(node);
      text = text.slice(found.index + found[0].length);
      found = MARKS.exec(text);
    }
    lines(text, into);
  }
  function lines(text, into) {
    text.split("\n").forEach(function (line, number) {
      if (number) {
        into.appendChild(document.createElement("br"));
      }
      if (line) {
        into.appendChild(document.createTextNode(line));
      }
    });
  }
  function marked(text, before, after) {
    return text.replace(/[^\n]+/g, function (line) {
      var inner = line.trim();
      if (!inner) {
        return line;
      }
      var start = line.indexOf(inner);
      return line.slice(0, start) + before + inner + after + line.slice(start + inner.length);
    });
  }
  function read(node) {
    var text = "";
    node.childNodes.forEach(function (child) {
      if (child.nodeType === Node.TEXT_NODE) {
        text += child.data.replace(/\u00a0/g, " ");
        return;
      }
      if (child.nodeName === "BR") {
        text += "\n";
        return;
      }
      var inner = read(child);
      if (/^(B|STRONG)$/.test(child.nodeName)) {
        text += marked(inner, "*", "*");
      } else if (child.nodeName === "A" && child.getAttribute("href")) {
        text += marked(inner, "[", "](" + child.getAttribute("href") + ")");
      } else {
        text += (/^(DIV|P)$/.test(child.nodeName) && text ? "\n" : "") + inner;
      }
    });
    return text;
  }

  // ---- Fields in which one sees bold words and links ----

  function enrich(area) {
    var label = form.querySelector('label[for="' + area.id + '"]');
    var field = document.createElement("div");
    field.className = "kern-form-input__input bgm-rich";
    field.id = area.id + "-sichtbar";
    field.contentEditable = "true";
    field.lang = area.lang;
    label.id = label.id || area.id + "-name";
    field.setAttribute("role", "textbox");
    field.setAttribute("aria-multiline", "true");
    field.setAttribute("aria-labelledby", label.id);
    draw(area.value, field);
    label.addEventListener("click", function () { field.focus(); });
    field.addEventListener("input", function () {
      area.value = read(field).replace(/\n+$/, "");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    });
    field.addEventListener("focus", function () {  // browsers show the caret, and leave the frame outside
      if (field.offsetHeight < window.innerHeight) {
        field.scrollIntoView({ block: "nearest" });
      }
    });
    field.addEventListener("keydown", function (event) {
      if (event.key === "Enter") {
        event.preventDefault();
        document.execCommand("insertLineBreak");
      }
    });
    field.addEventListener("paste", function (event) {
      event.preventDefault();
      document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
    });
    area.hidden = true;
    area.insertAdjacentElement("afterend", field);
    area.insertAdjacentElement("afterend", tools(field, label));
  }
  function tools(field, label) {
    var bar = document.createElement("div");
    bar.className = "bgm-texttools";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", words.tools + ": " + label.textContent);
    bar.appendChild(tool(words.bold, function () {
      field.focus();
      document.execCommand("styleWithCSS", false, false);
      document.execCommand("bold");
    }));
    bar.appendChild(tool(words.link, function () { ask(field); }));
    bar.appendChild(tool(words.unlink, function () {
      field.focus();
      document.execCommand("unlink");
    }));
    return bar;
  }
  function tool(name, deed) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "bgm-linkbutton";
    button.textContent = name;
    button.addEventListener("mousedown", function (event) { event.preventDefault(); });
    button.addEventListener("click", deed);
    return button;
  }
  function ask(field) {
    var chosen = window.getSelection();
    var range = chosen.rangeCount ? chosen.getRangeAt(0) : null;
    if (!range || !field.contains(range.commonAncestorContainer)) {
      range = document.createRange();
      range.selectNodeContents(field);
      range.collapse(false);
    }
    dialog.querySelector("form").reset();
    dialog.returnValue = "";
    dialog.onclose = function () {
      field.focus();
      chosen.removeAllRanges();
      chosen.addRange(range);
      if (dialog.returnValue === "ja") {
        insert(range);
      }
    };
    dialog.showModal();
  }
  function insert(range) {
    var address = dialog.querySelector("[name=adresse]").value.trim();
    var contact = dialog.querySelector("[name=kontakt]");
    var named = contact && contact.value ? contact.options[contact.selectedIndex] : null;
    if (address && !/^(https?:|mailto:)/.test(address)) {
      address = "https://" + address;
    }
    var target = named ? "kontakt:" + named.value : address;
    if (!target || /[\s()]/.test(target)) {
      return;
    }
    var link = document.createElement("a");
    link.setAttribute("href", target);
    link.textContent = range.toString() || (named ? named.textContent : target);
    document.execCommand("insertHTML", false, link.outerHTML);
  }

  // ---- Keeping and showing ----

  var status = form.querySelector("[data-kept]");
  var preview = document.querySelector("[data-preview]");
  var changed = false;
  var stopped = false;
  var running = false;
  var timers = {};

  function send(address, deed) {
    var data = new FormData(form);
    if (deed) {
      data.append("tat", deed);
    }
    return fetch(address, { method: "POST", body: data, keepalive: !deed });
  }
  function later(name, wait, deed) {
    clearTimeout(timers[name]);
    timers[name] = setTimeout(deed, wait);
  }
  function keep() {
    if (!words.keep || !changed || stopped || running) {
      return;
    }
    changed = false;
    running = true;
    send(words.keep).then(function (answer) {
      return answer.json().then(function (said) {
        stopped = answer.status === 409;
        if (stopped) {
          status.className = "bgm-kept--warn";
          status.setAttribute("role", "alert");
        }
        status.textContent = said.said;
        if (answer.ok) {
          form.elements.fassung.value = said.fassung;
        }
      });
    }).catch(function () {
      changed = true;
      status.textContent = words.failed;
    }).then(function () { running = false; });
  }
  function show() {
    if (!preview) {
      return;
    }
    send(location.href, "vorschau").then(function (answer) { return answer.text(); }).then(function (text) {
      var drawn = new DOMParser().parseFromString(text, "text/html").querySelector("[data-preview]");
      if (drawn) {
        preview.replaceChildren.apply(preview, Array.from(drawn.childNodes));
        preview.querySelectorAll("[data-focus]").forEach(function (one) { one.removeAttribute("data-focus"); });
      }
    }).catch(function () { /* The next change draws again. */ });
  }

  form.addEventListener("input", function () {
    changed = true;
    later("preview", PREVIEW_AFTER, show);
    later("keep", KEEP_AFTER, keep);
  });
  form.addEventListener("submit", function () {
    changed = false;
    clearTimeout(timers.keep);
  });
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") {
      keep();
    }
  });
  if (dialog && dialog.showModal) {
    form.querySelectorAll("textarea[data-rich]").forEach(enrich);
    document.querySelectorAll("[data-plain-hint]").forEach(function (hint) { hint.hidden = true; });
  }
})();
