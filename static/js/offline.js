// Ticking attendance without a network. Only if a coordinator asks for it: the list then stays on
// the device until an hour after the end, and ticks wait here until they can be sent. A tick says
// what was known when it was made, so that sending it twice, or after somebody else, changes
// nothing that the sender has not seen. Without script the page works as it always did.
(function () {
  "use strict";
  var PREFIX = "bgm-list:";
  var AGAIN = 20000;
  var FORTNIGHT = 14 * 24 * 60 * 60;  // in seconds: so long ticks can still be sent
  if (!("caches" in window) || !("serviceWorker" in navigator)) {
    return;
  }
  forget_what_is_over();
  forget_what_is_of_others();
  if (document.querySelector("[data-forget]")) {
    forget(function () { return true; });
    our_keys().forEach(function (key) { localStorage.removeItem(key); });
  }
  var form = document.querySelector("form[data-list]");
  if (!form) {
    return;
  }
  var panel = document.querySelector("[data-offline]");
  var keep_button = panel.querySelector("[data-offline-keep]");
  var drop_button = panel.querySelector("[data-offline-drop]");
  var sign_in = panel.querySelector("[data-offline-sign-in]");
  var words = panel.querySelector("[data-offline-words]").dataset;
  var status = panel.querySelector("[role=status]");
  var others = panel.querySelector("[data-offline-others]");
  var boxes = Array.prototype.slice.call(form.querySelectorAll("[name=present]"));
  var key = PREFIX + form.dataset.list + ":" + form.dataset.owner;
  var name = key + ":" + form.dataset.until;
  var state = parsed(key) || fresh();
  var sending = false;
  var saving = false;
  var warned = false;

  function fresh() {
    return { until: Number(form.dataset.until), kept: false, ticks: {}, seen: {}, at: 0 };
  }
  function is_ours(key) { return key.indexOf(PREFIX) === 0; }
  function our_keys() { return Object.keys(localStorage).filter(is_ours); }
  function parsed(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch (_unreadable) {
      return null;
    }
  }
  function forget(which) {
    caches.keys().then(function (names) {
      names.filter(is_ours).filter(which).forEach(function (one) { caches.delete(one); });
    });
  }
  function forget_what_is_over() {
    var now = Date.now() / 1000;
    forget(function (name) { return Number(name.split(":").pop()) < now; });
    our_keys().forEach(function (key) {
      var found = parsed(key);
      var wait = found && Object.keys(found.ticks).length ? FORTNIGHT : 0;
      if (!found || found.until + wait < now) {
        localStorage.removeItem(key);
      }
    });
  }
  function forget_what_is_of_others() {
    var account = document.body.dataset.account;
    forget(function (name) { return account && name.split(":")[2] !== account; });
  }
  function write() { localStorage.setItem(key, JSON.stringify(state)); }
  function waiting() { return Object.keys(state.ticks).length; }
  function say(what) {
    status.textContent = what.replace("{n}", waiting());
    sign_in.hidden = what !== words.signIn;
  }
  function show() {
    keep_button.hidden = state.kept;
    drop_button.hidden = !state.kept;
  }
  function show_standing(person, kind) {
    var box = boxes.find(function (box) { return box.value === person; });
    var cell = box && box.closest("tr").querySelector("[data-standing]");
    if (cell) {
      cell.replaceChildren(panel.querySelector("template[data-" + kind + "]").content.cloneNode(true));
    }
  }
  function seen(box) {
    var newer = state.at > Number(form.dataset.at) && box.value in state.seen;
    return newer ? state.seen[box.value] : box.dataset.seen;
  }
  function note(box) {
    var before = state.ticks[box.value];
    state.ticks[box.value] = { seen: before ? before.seen : seen(box), present: box.checked };
    show_standing(box.value, "waiting");
  }
  function later() {
    say(waiting() ? words.waiting : words.kept);
  }

  function keep() {
    var page = form.dataset.page;
    var used = performance.getEntriesByType("resource").map(function (one) { return one.name; });
    var linked = Array.prototype.map.call(
      document.querySelectorAll("script[src], link[rel=stylesheet]"),
      function (one) { return one.src || one.href; }
    );
    var files = used.concat(linked).filter(function (address, index, all) {
      return address.indexOf("/static/vendor/") > 0 && all.indexOf(address) === index;
    });
    say(words.keeping);
    navigator.serviceWorker.register(form.dataset.worker, { scope: form.dataset.scope })
      .then(function () { return caches.open(name); })
      .then(function (cache) {
        return Promise.all([page].concat(files).map(function (address) {
          return fetch(address).then(function (answer) {
            if (!answer.ok || answer.redirected) {
              throw new Error(address);
            }
            return cache.put(address, answer);
          });
        }));
      })
      .then(function () {
        state.kept = true;
        write();
        show();
        drop_button.focus();  // the button that was pressed is gone
        if (location.pathname + location.search !== page) {
          history.replaceState(null, "", page);  // the address under which the list is kept
        }
        later();
      })
      .catch(function () {
        caches.delete(name);
        say(words.failed);
      });
  }
  function drop() {
    if (waiting() && !warned) {
      warned = true;
      say(words.unsent);
      return;
    }
    warned = false;
    caches.delete(name);
    state = fresh();
    localStorage.removeItem(key);
    navigator.serviceWorker.getRegistration(form.dataset.scope).then(function (found) {
      return found && found.unregister();
    });
    show();
    keep_button.focus();
    say(words.dropped);
  }

  function send() {
    if (sending || !waiting()) {
      return;
    }
    var sent = JSON.parse(JSON.stringify(state.ticks));
    var list = Object.keys(sent).map(function (person) {
      return { person: person, seen: sent[person].seen, present: sent[person].present };
    });
    sending = true;
    fetch(form.dataset.catchUp, {
      method: "POST",
      redirect: "manual",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": form.querySelector("[name=csrf_token]").value
      },
      body: JSON.stringify({ ticks: list })
    }).then(function (answer) {
      if (answer.ok || answer.status === 409 || answer.status === 422) {
        return answer.json().then(function (said) { take(said, sent); });
      }
      say(words.signIn);
    }).catch(later).then(function () {
      sending = false;
    });
  }
  function take(said, sent) {
    if (said.refused) {
      boxes.forEach(function (box) {
        show_standing(box.value, box.defaultChecked ? "present" : box.dataset.seen ? "absent" : "open");
      });
      state.ticks = {};
      write();
      say(said.refused);
      return;
    }
    said.noted.concat(said.conflicts).forEach(function (one) {
      state.seen[one.person] = one.seen;
      var now = state.ticks[one.person];
      if (now && now.present !== sent[one.person].present) {
        now.seen = one.seen;  // changed again while it was on its way
      } else {
        delete state.ticks[one.person];
        show_standing(one.person, one.state);
      }
    });
    said.conflicts.forEach(differs);
    state.at = said.at;
    write();
    say(waiting() ? words.waiting : words.sent);
    if (saving && !waiting() && !said.conflicts.length) {
      location.reload();  // the figures above the list
    }
    saving = false;
  }
  function differs(one) {
    var box = boxes.find(function (box) { return box.value === one.person; });
    var line = document.createElement("li");
    line.textContent = one.said;
    others.appendChild(line);
    others.parentNode.hidden = false;
    if (box) {
      box.checked = one.present;
    }
  }

  form.addEventListener("change", function (event) {
    if (state.kept && event.target.name === "present") {
      note(event.target);
      write();
      later();
      send();
    }
  });
  form.addEventListener("submit", function (event) {
    if (state.kept) {
      event.preventDefault();
      boxes.forEach(note);
      saving = true;
      write();
      later();
      send();
    }
  });
  keep_button.addEventListener("click", keep);
  drop_button.addEventListener("click", drop);
  window.addEventListener("online", send);
  setInterval(send, AGAIN);

  boxes.forEach(function (box) {
    if (box.value in state.ticks) {
      box.checked = state.ticks[box.value].present;
      show_standing(box.value, "waiting");
    }
  });
  panel.hidden = false;
  show();
  if (state.kept) {
    later();
  }
  send();
})();
