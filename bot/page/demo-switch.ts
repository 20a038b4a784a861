import { z } from 'zod';
import { type Clock, isoNow } from '../../src/clock.js';
import { type DeclaredRole, declaredRole, declareRole } from '../../src/directory/declared-role.js';
import type { Identifiers } from '../../src/identifiers.js';
import { regions } from '../../src/region/region.js';
import type { Storage } from '../../src/storage/storage.js';
import { CHANNEL_ACCOUNT } from '../channels/directline/messages.js';
import type { TokenSubject } from '../channels/directline/token.js';
import { html } from './html.js';
import { demoTexts } from './texts.js';

/** Who the visitor of a demo says to be. */
export interface DemoSwitch {
  find(subject: TokenSubject): Promise<DeclaredRole>;
  declare(subject: TokenSubject, declared: DeclaredRole): Promise<void>;
}

export interface DemoDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
}

export function createDemoSwitch({ storage, clock, identifiers }: DemoDeps): DemoSwitch {
  const keyOf = ({ userId }: TokenSubject) => ({ channelAccountId: CHANNEL_ACCOUNT, vendorUserId: userId });
  return {
    find: (subject) => declaredRole(storage.db, keyOf(subject)),
    declare: (subject, declared) =>
      storage.write((tx) =>
        declareRole(tx, { ...keyOf(subject), ...declared, id: identifiers.next(), now: isoNow(clock) }),
      ),
  };
}

const declaration = z
  .object({ role: z.enum(['enterprise', 'official']), province: z.string().nullable() })
  .refine(({ province }) => province === null || isProvince(province))
  // An official works somewhere.
  .refine(({ role, province }) => role === 'enterprise' || province !== null);

/** What the page posts; null for what is no such choice. */
export function readDeclaration(body: unknown): DeclaredRole | null {
  const read = declaration.safeParse(body);
  return read.success ? read.data : null;
}

function provinces() {
  return regions().all.filter(({ level }) => level === 'province');
}

function isProvince(code: string): boolean {
  return provinces().some((region) => region.code === code);
}

/** The strip above the chat, marked as a demonstration; the page's script sends what is chosen. */
export function demoStrip() {
  return html`<form id="demo" class="demo" aria-label="${demoTexts.label}">
  <strong class="demo-mark">${demoTexts.mark}</strong>
  <label>${demoTexts.role}
    <select id="demo-role">
      <option value="enterprise">${demoTexts.enterprise}</option>
      <option value="official">${demoTexts.official}</option>
    </select></label>
  <label>${demoTexts.province}
    <select id="demo-province">
      <option value="">${demoTexts.noProvince}</option>
      ${provinces().map(({ code, shortName }) => html`<option value="${code}">${shortName}</option>`)}
    </select></label>
  <span id="demo-said" class="demo-said" role="status"></span>
</form>`;
}
