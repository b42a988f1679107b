// After a failed form or a finished step the page begins with what was said about it: whoever
// reads with the ears or a magnifier is taken there. Without script the page just starts at its top.
// A fragment in the address does not change that: it is what is left of a link to a wrong field.
// Browsers go to the fragment when the page is drawn, so it is said once more after that.
(function () {
  "use strict";
  var said = document.querySelector("[data-focus]");
  function say() {
    said.focus();
  }
  if (!said) {
    return;
  }
  say();
  if (window.location.hash && document.readyState !== "complete") {
    window.addEventListener("load", function () {
      window.requestAnimationFrame(function () {
        window.setTimeout(function () {
          var now = document.activeElement;
          var target = document.getElementById(window.location.hash.slice(1));
          if (now === document.body || now === target) {
            say();
          }
        });
      });
    });
  }
})();
