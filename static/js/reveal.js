// A button that shows what was typed into a password field. It exists only with script, and the
// field is hidden again before the form leaves, so that browsers remember the password as one.
(function () {
  "use strict";
  document.querySelectorAll("[data-reveal]").forEach(function (field) {
    var input = field.querySelector('input[type="password"]');
    if (!input) {
      return;
    }
    var button = document.createElement("button");
    button.type = "button";
    button.className = "bgm-linkbutton bgm-reveal";
    button.setAttribute("aria-controls", input.id);
    function show(visible) {
      input.type = visible ? "text" : "password";
      button.textContent = visible ? field.dataset.conceal : field.dataset.reveal;
    }
    show(false);
    button.addEventListener("click", function () {
      show(input.type === "password");
    });
    if (input.form) {
      input.form.addEventListener("submit", function () {
        show(false);
      });
    }
    input.insertAdjacentElement("afterend", button);
  });
})();
