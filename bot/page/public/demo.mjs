/**
 * The switch of a demonstration: who is asking. What is chosen is kept by the service, not by the page.
 *
 * @param {{address: string, texts: {saved: string, needsProvince: string, notSaved: string}}} settings
 */
export function createDemo({ address, texts }) {
  const role = document.getElementById('demo-role');
  const province = document.getElementById('demo-province');
  const said = document.getElementById('demo-said');

  async function save() {
    const chosen = { role: role.value, province: province.value === '' ? null : province.value };
    if (chosen.role === 'official' && chosen.province === null) {
      said.textContent = texts.needsProvince;
      province.focus();
      return;
    }
    try {
      const response = await fetch(address, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(chosen),
      });
      said.textContent = response.ok ? texts.saved : texts.notSaved;
    } catch {
      said.textContent = texts.notSaved;
    }
  }

  role.addEventListener('change', save);
  province.addEventListener('change', save);
  document.getElementById('demo').addEventListener('submit', (event) => event.preventDefault());
  return {
    /** Shows what the service knows of this browser. */
    show(declared) {
      role.value = declared.role;
      province.value = declared.province ?? '';
    },
  };
}
