import { cardLook, styleOptions } from './look.mjs';
import { watchTransport } from './transport.mjs';

/** The chat page: opens the browser's session, shows Web Chat, and brings the connection back when it is lost. */
const settings = JSON.parse(document.getElementById('settings').textContent);
const { texts, limits } = settings;
const narrow = window.matchMedia('(width < 640px)').matches;
const look = { styleOptions: styleOptions(texts, narrow), adaptiveCardsHostConfig: cardLook(narrow) };

/** Waits between tries to reach the server, in milliseconds. */
const RETRY_MS = [500, 1000, 2000, 4000, 8000];

let polling = new URLSearchParams(location.search).get('transport') === 'polling';
/** What is open now; a restart replaces it, and late events of the former one are ignored. */
let line = null;
let restarting = false;
const posted = new Map();
let lastPostStatus = 0;

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
    await wait(RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)]);
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
    if (action.type === 'DIRECT_LINE/POST_ACTIVITY_PENDING') remember(action);
    if (action.type === 'DIRECT_LINE/POST_ACTIVITY_FULFILLED') posted.delete(action.meta?.clientActivityID);
    if (action.type === 'DIRECT_LINE/POST_ACTIVITY_REJECTED') giveBack(action, dispatch, getState);
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

function remember({ payload, meta }) {
  const activity = payload?.activity;
  const id = meta?.clientActivityID ?? activity?.channelData?.clientActivityID;
  if (activity?.type === 'message' && activity.text) posted.set(id, activity.text);
}

/** A message that was not taken: say why, and put its text back unless something new was typed meanwhile. */
function giveBack({ meta }, dispatch, getState) {
  const text = posted.get(meta?.clientActivityID);
  if (text === undefined) return;
  posted.delete(meta.clientActivityID);
  const reasons = { 403: texts.expired, 413: texts.tooLarge, 429: texts.tooMany };
  showNotice(reasons[lastPostStatus] ?? texts.notSent);
  if (getState().sendBoxValue === '') dispatch({ type: 'WEB_CHAT/SET_SEND_BOX', payload: { text } });
}

function onTransport({ kind, status, owner }) {
  if (owner !== line) return;
  if (kind === 'post-failed') {
    lastPostStatus = status;
    if (status === 403 || status === 404) restart();
    return;
  }
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
