import { createDemo } from './demo.mjs';
import { createFileBar, restoreFiles, setFiles } from './files.mjs';
import { cardLook, styleOptions } from './look.mjs';
import { watchTransport } from './transport.mjs';

/** The chat page: opens the browser's session, shows Web Chat, and brings the connection back when it is lost. */
const settings = JSON.parse(document.getElementById('settings').textContent);
const { texts, limits } = settings;
const narrow = window.matchMedia('(width < 640px)').matches;
const look = { styleOptions: styleOptions(texts, limits, narrow), adaptiveCardsHostConfig: cardLook(narrow) };

const demo = settings.demo === null ? null : createDemo({ address: settings.demo, texts: texts.demo });

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

const fileBar = createFileBar({
  list: byId('files-list'),
  status: byId('files-status'),
  texts: texts.files,
  limits,
  say: showNotice,
  refocus: () => document.querySelector('#chat textarea, #chat input[type=text]')?.focus(),
});

/** Shows the files that are chosen in this conversation's send box. */
function showFiles() {
  const { store } = line;
  fileBar.show(store.getState().sendBoxAttachments, (attachments) => setFiles(store, attachments));
}

const retryMs = (attempt) => RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)];
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A token for this browser's conversation; waits for the server as long as it takes. */
async function openSession() {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const response = await fetch(settings.session, { method: 'POST' });
      if (response.ok) return await response.json();
    } catch {
      // The network is away; the next try may find it.
    }
    if (attempt === 2) showNotice(texts.noSession);
    await wait(retryMs(attempt));
  }
}

/** Opens or reopens the conversation. The same store keeps what is shown and what is being typed. */
async function connect() {
  const session = await openSession();
  if (demo !== null && session.declared) demo.show(session.declared);
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
  const words = { TEXT_INPUT_PLACEHOLDER: texts.placeholder, TEXT_INPUT_UPLOAD_BUTTON_ALT: texts.files.pick };
  window.WebChat.renderWebChat(
    {
      ...look,
      directLine,
      store,
      userID: session.userId,
      locale: 'zh-CN',
      overrideLocalizedStrings: words,
    },
    byId('chat'),
  );
}

/** Web Chat keeps its own state in its element, so another conversation (after the cookie is gone) gets another one. */
function clearChat() {
  const element = document.createElement('div');
  element.id = 'chat';
  element.className = 'chat';
  byId('chat').replaceWith(element);
  showFiles();
}

async function restart() {
  if (restarting) return;
  restarting = true;
  if (line !== null) showStatus('lost');
  try {
    await connect();
  } finally {
    restarting = false;
  }
}

function createStore() {
  return window.WebChat.createStore({}, ({ dispatch, getState }) => (next) => (action) => {
    if (action.type === 'WEB_CHAT/SUBMIT_SEND_BOX' && isTooLong(getState().sendBoxValue)) return action;
    const { sendBoxAttachments } = getState();
    const result = next(fileBar.filter(action, sendBoxAttachments));
    if (getState().sendBoxAttachments !== sendBoxAttachments) showFiles();
    // The server greets once per conversation, however often it is asked.
    if (action.type === 'DIRECT_LINE/CONNECT_FULFILLED' && line.session.greet) {
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
async function resend(body, status, answer) {
  const { conversationId } = line.session;
  let last = { status, answer };
  for (let attempt = 0; attempt < RESENDS && REFUSED[last.status] === undefined; attempt += 1) {
    if (body instanceof FormData) fileBar.progress(body, 0);
    await wait(retryMs(attempt));
    const { session } = line;
    if (session.conversationId !== conversationId) break;
    last = await post(session, body);
    if (last.status >= 200 && last.status < 300) break;
  }
  fileBar.progress(body, null);
  const isSent = last.status >= 200 && last.status < 300;
  if (isSent || line.session.conversationId !== conversationId) return;
  const sentence = REFUSED[last.status] ?? texts.notSent;
  if (typeof body === 'string') giveBack(JSON.parse(body), sentence);
  else await giveFilesBack(body, sentence, last.answer);
}

async function post({ conversationId, token }, body) {
  const isText = typeof body === 'string';
  const address = `${settings.directLine}/conversations/${conversationId}`;
  try {
    const response = await fetch(`${address}/${isText ? 'activities' : 'upload'}`, {
      method: 'POST',
      headers: { ...(isText && { 'Content-Type': 'application/json' }), Authorization: `Bearer ${token}` },
      body,
    });
    return { status: response.status, answer: await response.json().catch(() => null) };
  } catch {
    return { status: 0, answer: null };
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

/** The server says which files it does not take, and why; the others are put back with the text. */
async function giveFilesBack(form, sentence, answer) {
  const refused = answer?.refused ?? [];
  const reason = answer?.error?.message;
  const others = form.getAll('file').filter((_, index) => !refused.includes(index));
  giveBack(JSON.parse(await form.get('activity').text()), sentence);
  showNotice(reason === undefined ? texts.files.notSent : `${reason}\n${texts.files.back}`);
  restoreFiles(line.store, others);
}

function onTransport({ kind, status, owner, body, answer, upload, share }) {
  if (kind === 'upload') return fileBar.progress(upload, share);
  if (kind === 'post-failed') {
    if (body !== undefined) resend(body, status, answer);
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
    line?.store.dispatch({
      type: 'WEB_CHAT/SEND_MESSAGE_BACK',
      payload: { value: { do: 'fresh' }, text: texts.fresh, displayText: texts.fresh },
    });
  });
  await restart();
}

start();
