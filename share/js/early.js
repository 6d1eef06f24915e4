// Runs before the first paint: the choices of this person on this device.
(function () {
  "use strict";
  for (const name of ["theme", "rail"]) {
    try {
      const choice = localStorage.getItem("saraban-" + name);
      if (choice) document.documentElement.setAttribute("data-" + name, choice);
    } catch {
      // Storage is forbidden here: the device's own choice stands.
    }
  }
})();
