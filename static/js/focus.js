// After a failed form or a finished step the page begins with what was said about it: whoever
// reads with the ears or a magnifier is taken there. Without script the page just starts at its top.
// A fragment in the address does not change that: it is what is left of a link to a wrong field.
(function () {
  "use strict";
  var said = document.querySelector("[data-focus]");
  if (said) {
    said.focus();
  }
})();
