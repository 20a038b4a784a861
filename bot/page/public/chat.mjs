import { cardLook, styleOptions } from './look.mjs';
import { watchTransport } from './transport.mjs';

/** The chat page: opens the browser's session, shows Web Chat, and brings the connection back when it is lost. */
const settings = JSON.parse(document.getElementById('settings').textContent);
const { texts, limits } = settings;
const narrow = window.matchMedia('(width < 640px)').matches;
const look = { styleOptions: styleOptions(texts, narrow), adaptiveCardsHostConfig: cardLook(narrow) };

/** Waits between tries to reach the server, in milliseconds; the last one again and again. */
const RETRY_MS = [500, 1000, 2000, 4000, 8000];
/** Tries to send a message again, about a minute and a half, before its text is given back. */
const RESENDS = 14;

let polling = new URLSearchParams(location.search).get('transport') === 'polling';
/** What is open now; a restart replaces it, and late events of the former one are ignored. */
let line = null;
let restarting = false;

const byId = (id) => document.getElementById(id);

function showStatus(state) {
  const status = byId('status');
  const words = { connecting: texts.status.connecting, lost: texts.status.lost };
  status.dataset.state = state;
  status.textContent = words[state] ?? (polling ? texts.status.polling : texts.status.online);
  status.title = status.textContent;
}

function showNotice(sentence) {
  byId('notice-text').textContent = sentence;
  byId('notice').hidden = false;
}

const hideNotice = () => {
  byId('notice').hidden = true;
};

const retryMs = (attempt) => RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)];
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A token for this browser's conversation; waits for the server as long as it takes. */
async function openSession(fresh) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const response = await fetch(settings.session, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ fresh }),
      });
      if (response.ok) return await response.json();
    } catch {
      // The network is away; the next try may find it.
    }
    if (attempt === 2) showNotice(texts.noSession);
    await wait(retryMs(attempt));
  }
}

/** Opens or reopens the conversation. The same store keeps what is shown and what is being typed. */
async function connect(fresh) {
  const session = await openSession(fresh);
  if (byId('notice-text').textContent === texts.noSession) hideNotice();
  const former = line;
  const same = former?.session.conversationId === session.conversationId;
  const directLine = window.WebChat.createDirectLine({
    token: session.token,
    domain: `${location.origin}${settings.directLine}`,
    webSocket: !polling,
  });
  line = { session, directLine, store: same ? former.store : createStore() };
  former?.directLine.end();
  if (!same) clearChat();
  const { store } = line;
  const placeholder = { TEXT_INPUT_PLACEHOLDER: texts.placeholder };
  window.WebChat.renderWebChat(
    {
      ...look,
      directLine,
      store,
      userID: session.userId,
      locale: 'zh-CN',
      overrideLocalizedStrings: placeholder,
    },
    byId('chat'),
  );
}

/** Web Chat keeps its own state in its element, so another conversation gets another element. */
function clearChat() {
  const element = document.createElement('div');
  element.id = 'chat';
  element.className = 'chat';
  byId('chat').replaceWith(element);
}

async function restart(fresh = false) {
  if (restarting) return;
  restarting = true;
  if (line !== null) showStatus('lost');
  try {
    await connect(fresh);
  } finally {
    restarting = false;
  }
}

function createStore() {
  return window.WebChat.createStore({}, ({ dispatch, getState }) => (next) => (action) => {
    if (action.type === 'WEB_CHAT/SUBMIT_SEND_BOX' && isTooLong(getState().sendBoxValue)) return action;
    const result = next(action);
    // The server greets once per conversation, however often it is asked.
    if (action.type === 'DIRECT_LINE/CONNECT_FULFILLED' && line.session.fresh) {
      dispatch({
        type: 'WEB_CHAT/SEND_EVENT',
        payload: { name: 'webchat/join', value: { language: 'zh-CN' } },
      });
    }
    return result;
  });
}

/** Too long for one turn: nothing is sent and the text stays where it is. */
function isTooLong(text) {
  const count = [...text].length;
  if (count <= limits.characters) return false;
  showNotice(texts.tooLong.replace('{n}', String(count)).replace('{max}', String(limits.characters)));
  return true;
}

/** Statuses of a message that the same message will always get, and what to say then. */
const REFUSED = {
  400: texts.notSent,
  404: texts.notSent,
  413: texts.tooLarge,
  415: texts.notSent,
  429: texts.tooMany,
};

/** The server knows a message again by its client id, so sending it once more never makes two of it. */
async function resend(body, status) {
  const { conversationId } = line.session;
  let last = status;
  for (let attempt = 0; attempt < RESENDS && REFUSED[last] === undefined; attempt += 1) {
    await wait(retryMs(attempt));
    const { session } = line;
    if (session.conversationId !== conversationId) return;
    last = await post(session, body);
    if (last >= 200 && last < 300) return;
  }
  giveBack(JSON.parse(body), REFUSED[last] ?? texts.notSent);
}

async function post({ conversationId, token }, body) {
  try {
    const response = await fetch(`${settings.directLine}/conversations/${conversationId}/activities`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body,
    });
    return response.status;
  } catch {
    return 0;
  }
}

/** A message that was not taken: say why, and put its text back unless something new was typed meanwhile. */
function giveBack({ type, text }, sentence) {
  if (type !== 'message' || !text) return;
  showNotice(sentence);
  const { store } = line;
  if (store.getState().sendBoxValue === '')
    store.dispatch({ type: 'WEB_CHAT/SET_SEND_BOX', payload: { text } });
}

function onTransport({ kind, status, owner, body }) {
  if (kind === 'post-failed') {
    if (typeof body === 'string') resend(body, status);
    if (owner === line && (status === 403 || status === 404)) restart();
    return;
  }
  if (owner !== line) return;
  const isSocket = kind.startsWith('socket');
  if (isSocket === polling) return;
  if (kind === 'socket-open' || kind === 'poll-ok') {
    showStatus('online');
  } else if (kind === 'socket-failed') {
    // Some networks let no WebSocket through: from now on we ask instead of being told.
    polling = true;
    restart();
  } else {
    restart();
  }
}

async function start() {
  if (window.WebChat === undefined) {
    byId('chat').textContent = texts.noScript;
    return;
  }
  watchTransport(onTransport, () => line, settings.directLine);
  byId('notice-close').addEventListener('click', hideNotice);
  byId('fresh').addEventListener('click', () => {
    if (window.confirm(texts.freshConfirm)) restart(true);
  });
  await restart();
}

start();
