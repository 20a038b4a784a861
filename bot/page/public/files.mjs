/** The files chosen for the next message: shown with their sizes, taken away one by one, and how their upload goes. */
const SET = 'WEB_CHAT/SET_SEND_BOX_ATTACHMENTS';
const MIB = 1024 * 1024;

/**
 * @param {{list: HTMLElement, status: HTMLElement, texts: object, limits: object, say: (sentence: string) => void, refocus: () => void}} parts
 *   where the files and the upload's progress stand, the page's words and limits, what shows a notice, and where the
 *   keyboard goes when the last file is gone
 */
export function createFileBar({ list, status, texts, limits, say, refocus }) {
  const running = new Map();

  /** Web Chat gives what was picked last; people who pick again mean to add. `own` marks what we set ourselves. */
  function filter(action, present) {
    if (action.type !== SET || action.own || action.payload.attachments.length === 0) return action;
    const added = action.payload.attachments.filter(
      (each) => !present.some((old) => isSame(old.blob, each.blob)),
    );
    const { kept, complaints } = checked([...present, ...added]);
    if (complaints.length > 0) say(complaints.join('\n'));
    return { ...action, payload: { attachments: Object.freeze(kept) } };
  }

  function checked(all) {
    const complaints = [];
    const fitting = all.filter(({ blob }) => {
      const words = blob.size > limits.fileBytes ? texts.tooLarge : blob.size === 0 ? texts.empty : null;
      if (words !== null) complaints.push(filled(words, { name: blob.name, max: limits.fileBytes / MIB }));
      return words === null;
    });
    if (fitting.length > limits.filesPerMessage)
      complaints.push(filled(texts.tooMany, { max: limits.filesPerMessage }));
    return { kept: fitting.slice(0, limits.filesPerMessage), complaints };
  }

  function show(attachments, change) {
    list.hidden = attachments.length === 0;
    list.replaceChildren(
      ...attachments.map(({ blob }, index) => {
        const remove = button(texts.remove, filled(texts.removeNamed, { name: blob.name }), () => {
          change(attachments.filter((_, other) => other !== index));
          const next = list.querySelectorAll('button')[Math.min(index, attachments.length - 2)];
          if (next) next.focus();
          else refocus();
        });
        const item = document.createElement('li');
        const name = document.createElement('span');
        name.textContent = `${blob.name}（${sizeOf(blob.size)}）`;
        item.append(name, remove);
        return item;
      }),
    );
  }

  /** `share` from 0 to 1; null when the upload has ended, however it did. */
  function progress(upload, share) {
    if (share === null) running.delete(upload);
    else running.set(upload, share);
    const shares = [...running.values()];
    const percent = Math.floor((shares.reduce((sum, each) => sum + each, 0) / shares.length) * 100);
    status.textContent = shares.length === 0 ? '' : filled(texts.uploading, { percent });
  }

  return { filter, show, progress };
}

/** Puts files back into the send box, before those that were chosen meanwhile. */
export function restoreFiles(store, files) {
  const present = store.getState().sendBoxAttachments;
  setFiles(store, [...files.map((blob) => ({ blob })), ...present]);
}

export function setFiles(store, attachments) {
  store.dispatch({ type: SET, own: true, payload: { attachments: Object.freeze(attachments) } });
}

function isSame(one, other) {
  return one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
}

function sizeOf(bytes) {
  return bytes < MIB ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / MIB).toFixed(1)} MB`;
}

function filled(words, values) {
  return words.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

function button(words, label, press) {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = words;
  element.setAttribute('aria-label', label);
  element.addEventListener('click', press);
  return element;
}
