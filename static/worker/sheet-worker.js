// Shows the attendance list that somebody kept on this device while there is no network. It keeps
// nothing itself, and what is over is deleted instead of shown. The page puts the list into a cache
// whose name ends with the second in which its time is over.
"use strict";
self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });
self.addEventListener("fetch", function (event) {
  if (event.request.method === "GET") {
    event.respondWith(fetch(event.request).catch(function () { return kept(event.request); }));
  }
});

function kept(request) {
  return caches.keys().then(function (names) {
    var ours = names.filter(function (name) { return name.startsWith("bgm-list:"); });
    return Promise.all(ours.map(function (name) {
      if (Number(name.split(":").pop()) * 1000 < Date.now()) {
        return caches.delete(name).then(function () { return undefined; });
      }
      return caches.open(name).then(function (cache) {
        return cache.match(request, { ignoreVary: true });
      });
    }));
  }).then(function (found) {
    return found.find(Boolean) || Response.error();
  });
}
