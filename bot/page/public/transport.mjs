/**
 * Tells how the connection is doing. Web Chat's client keeps that to itself: polling stops silently after one
 * failed request, and a proxy that swallows WebSockets looks like a slow one. So we listen where it talks.
 *
 * @param {(event: {kind: 'socket-open' | 'socket-failed' | 'socket-closed' | 'poll-ok' | 'poll-failed' | 'post-failed' | 'upload', owner: unknown, status?: number, body?: string | FormData, answer?: unknown, upload?: object, share?: number | null}) => void} tell
 *   `upload` tells how one with files goes: `share` from 0 to 1, and null when it has ended
 * @param {() => unknown} owner whose connection it is, asked when a socket or request begins and told with its events
 * @param {string} path where Direct Line stands
 */
export function watchTransport(tell, owner, path) {
  watchSockets(tell, owner);
  watchRequests(tell, owner, path);
}

/** A socket that does not open within this many milliseconds never will. */
const OPEN_MS = 8000;

function watchSockets(tell, owner) {
  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    constructor(...args) {
      super(...args);
      const mine = owner();
      let opened = false;
      const limit = setTimeout(() => this.readyState === Native.CONNECTING && this.close(), OPEN_MS);
      this.addEventListener('open', () => {
        opened = true;
        clearTimeout(limit);
        tell({ kind: 'socket-open', owner: mine });
      });
      this.addEventListener('close', () => {
        clearTimeout(limit);
        tell({ kind: opened ? 'socket-closed' : 'socket-failed', owner: mine });
      });
    }
  };
}

/** A slow line may need minutes for what the server takes at most. */
const UPLOAD_MS = 600_000;

function watchRequests(tell, owner, path) {
  const { open, send } = XMLHttpRequest.prototype;
  /** Body of each watched request. */
  const bodies = new WeakMap();
  XMLHttpRequest.prototype.open = function watched(method, address, ...rest) {
    const { pathname } = new URL(address, location.href);
    if (pathname.startsWith(`${path}/`) && /\/(activities|upload)$/.test(pathname)) {
      const mine = owner();
      if (pathname.endsWith('/upload')) watchUpload(this, mine);
      this.addEventListener('loadend', () => {
        const kind = kindOf(method.toUpperCase(), this.status);
        const { status, response: answer } = this;
        if (kind !== null) tell({ kind, owner: mine, status, body: bodies.get(this), answer });
      });
    }
    return open.call(this, method, address, ...rest);
  };
  function watchUpload(request, mine) {
    const report = (share) => tell({ kind: 'upload', owner: mine, upload: request, share });
    request.addEventListener('loadstart', () => report(0));
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      report(total === 0 ? 0 : loaded / total),
    );
    request.addEventListener('loadend', () => report(null));
  }
  XMLHttpRequest.prototype.send = function remembered(body) {
    bodies.set(this, body);
    // The client sets its own limit, made for words, just before.
    if (body instanceof FormData) this.timeout = UPLOAD_MS;
    return send.call(this, body);
  };
}

function kindOf(method, status) {
  const ok = status >= 200 && status < 300;
  if (method === 'GET') return ok ? 'poll-ok' : 'poll-failed';
  return ok ? null : 'post-failed';
}
