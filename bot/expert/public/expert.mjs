/** What the pages do better with a script: everything works without it. */

const PREFIX = 'yishi-expert:';

/** Storage may be switched off. */
function stored(work) {
  try {
    return work(window.sessionStorage);
  } catch {
    return null;
  }
}

/** What was carried out is not typed any more. */
function forget(event) {
  if (event === '' || event === undefined) return;
  const id = window.location.pathname.split('/').pop() ?? '';
  stored((storage) => {
    const names = Object.keys(storage).filter((key) => key.startsWith(PREFIX));
    for (const key of names) {
      const [demand, form] = key.slice(PREFIX.length).split(':');
      const isOver = event === 'decline' ? form === 'decline' : form === event && demand === id;
      if (isOver) storage.removeItem(key);
    }
  });
}

/** Keeps what is typed until it is sent: a phone may put the page away at any moment. */
function keepTyped(area) {
  const key = PREFIX + area.dataset.save;
  const kept = stored((storage) => storage.getItem(key));
  if (area.value === '' && kept) {
    area.value = kept;
    const folded = area.closest('details');
    if (folded !== null) folded.open = true;
  }
  area.addEventListener('input', () => {
    stored((storage) => (area.value === '' ? storage.removeItem(key) : storage.setItem(key, area.value)));
  });
}

function showCount(count) {
  const area = document.getElementById(count.dataset.count);
  const longest = Number(area.dataset.longest);
  const show = () => {
    const length = area.value.trim().length;
    count.hidden = length < longest / 2;
    count.classList.toggle('count-over', length > longest);
    count.textContent = count.dataset.pattern
      .replace('{n}', String(length))
      .replace('{most}', String(longest));
  };
  area.addEventListener('input', show);
  show();
}

/** One tap sends once; back from the next page, the button works again. */
function sendOnce(form) {
  const button = form.querySelector('button');
  const words = button.textContent;
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent === 'yes') return event.preventDefault();
    const { confirm } = form.dataset;
    if (confirm && !window.confirm(confirm)) return event.preventDefault();
    form.dataset.sent = 'yes';
    button.setAttribute('aria-disabled', 'true');
    button.textContent = form.dataset.busy;
  });
  window.addEventListener('pageshow', () => {
    form.dataset.sent = '';
    button.removeAttribute('aria-disabled');
    button.textContent = words;
  });
}

/** Said at once: after minutes of uploading it would be late. */
function checkSizes(input) {
  input.addEventListener('change', () => {
    const isTooLarge = [...input.files].some(({ size }) => size > Number(input.dataset.mostBytes));
    input.setCustomValidity(isTooLarge ? input.dataset.tooLarge : '');
    if (isTooLarge) {
      input.reportValidity();
      input.value = '';
      input.setCustomValidity('');
    }
  });
}

forget(document.querySelector('main').dataset.done);
for (const area of document.querySelectorAll('[data-save]')) keepTyped(area);
for (const count of document.querySelectorAll('[data-count]')) showCount(count);
for (const form of document.querySelectorAll('form')) sendOnce(form);
for (const input of document.querySelectorAll('[data-most-bytes]')) checkSizes(input);
