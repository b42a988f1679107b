// A message that is opened has been read: send the form that says so. Without script, or when that
// fails, the button stays and does the same.
(function () {
  "use strict";
  var before = document.querySelector("[data-unopened]");
  var after = document.querySelector("[data-opened]");
  var form = before && before.querySelector("form");
  if (!form || !after) {
    return;
  }
  fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    redirect: "manual"
  }).then(function (answer) {
    if (answer.type === "opaqueredirect" && !before.contains(document.activeElement)) {
      before.hidden = true;
      after.hidden = false;
    }
  }).catch(function () {});
})();
