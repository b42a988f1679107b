// Some minutes before the session ends, ask whether somebody is still there. Going on takes one
// key, and nothing that was typed is lost. The server ends a session 25 to 30 minutes after the
// last page; the question comes after 20.
(function () {
  "use strict";
  var ASK_AFTER = 20 * 60 * 1000;
  var dialog = document.querySelector("[data-session]");
  if (!dialog || !dialog.showModal) {
    return;
  }
  var soon = dialog.querySelector("[data-session-soon]");
  var over = dialog.querySelector("[data-session-over]");
  function ask() {
    soon.hidden = false;
    over.hidden = true;
    dialog.showModal();
  }
  function say_it_is_over() {
    soon.hidden = true;
    over.hidden = false;
    dialog.showModal();
  }
  function stay() {
    if (!over.hidden) {
      return;
    }
    fetch(dialog.dataset.session, {
      method: "POST",
      body: new FormData(dialog.querySelector("form")),
      redirect: "manual"
    }).then(function (answer) {
      if (answer.status === 204) {
        setTimeout(ask, ASK_AFTER);
      } else {
        say_it_is_over();
      }
    }).catch(say_it_is_over);
  }
  dialog.addEventListener("close", stay);
  setTimeout(ask, ASK_AFTER);
})();
