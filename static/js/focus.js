// After a failed form or a finished step the page begins with what was said about it: whoever
// reads with the ears or a magnifier is taken there. Without script the page just starts at its top.
(function () {
  "use strict";
  var said = document.querySelector("[data-focus]");
  if (said && !location.hash) {
    said.focus();
  }
})();
