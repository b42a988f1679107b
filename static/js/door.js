// The code at the door changes: show the next one when its time has come. Without script, a link
// does the same.
(function () {
  "use strict";
  var door = document.querySelector("[data-reload-at]");
  if (door) {
    var wait = Number(door.dataset.reloadAt) * 1000 - Date.now();
    setTimeout(function () { location.reload(); }, Math.max(wait, 5000));
  }
})();
