/**
 * Tells how the connection is doing. Web Chat's client keeps that to itself: polling stops silently after one
 * failed request, and a proxy that swallows WebSockets looks like a slow one. So we listen where it talks.
 *
 * @param {(event: {kind: 'socket-open' | 'socket-failed' | 'socket-closed' | 'poll-ok' | 'poll-failed' | 'post-failed', owner: unknown, status?: number, body?: string}) => void} tell
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

function watchRequests(tell, owner, path) {
  const { open, send } = XMLHttpRequest.prototype;
  /** Body of each watched request. */
  const bodies = new WeakMap();
  XMLHttpRequest.prototype.open = function watched(method, address, ...rest) {
    const { pathname } = new URL(address, location.href);
    if (pathname.startsWith(`${path}/`) && pathname.endsWith('/activities')) {
      const mine = owner();
      this.addEventListener('loadend', () => {
        const kind = kindOf(method.toUpperCase(), this.status);
        if (kind !== null) tell({ kind, owner: mine, status: this.status, body: bodies.get(this) });
      });
    }
    return open.call(this, method, address, ...rest);
  };
  XMLHttpRequest.prototype.send = function remembered(body) {
    bodies.set(this, body);
    return send.call(this, body);
  };
}

function kindOf(method, status) {
  const ok = status >= 200 && status < 300;
  if (method === 'GET') return ok ? 'poll-ok' : 'poll-failed';
  return ok ? null : 'post-failed';
}
