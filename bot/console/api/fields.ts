import { z } from 'zod';
import { normalLogin } from '../../../src/directory/accounts.js';
import { ROLES } from '../../../src/directory/authorize.js';
import { regions } from '../../../src/region/region.js';
import { storable } from '../../../src/storage/json.js';
import { apiTexts } from './texts.js';

/** What the forms of the console have in common, with what is said when it will not do. */

const LONGEST_NAME = 40;
const LONGEST_REASON = 200;
const LONGEST_ID = 200;

export const nameField = z
  .string(apiTexts.nameNeeded)
  .transform((name) => storable(name).trim())
  .refine((name) => name.length >= 1 && name.length <= LONGEST_NAME, apiTexts.nameNeeded);

export const loginField = z
  .string(apiTexts.loginNeeded)
  .transform(normalLogin)
  .refine((login) => /^[a-z][a-z0-9._-]{2,31}$/.test(login), apiTexts.loginNeeded);

/** As typed: only length is looked at here, the rest needs the login. */
export const passwordField = z.string(apiTexts.password.too_short).max(1000, apiTexts.password.too_long);

/** Empty text is none. */
export const phoneField = z
  .string(apiTexts.phoneWrong)
  .transform((text) => text.normalize('NFKC').replace(/[\s-]/g, ''))
  .refine((text) => /^(1[3-9]\d{9})?$/.test(text), apiTexts.phoneWrong)
  .transform((text) => (text === '' ? null : text));

export const regionField = z.string(apiTexts.regionNeeded).refine(isRegion, apiTexts.regionNeeded);

export const roleField = z.enum(ROLES, apiTexts.roleNeeded);

export const reasonField = z
  .string(apiTexts.reasonNeeded)
  .trim()
  .min(1, apiTexts.reasonNeeded)
  .max(LONGEST_REASON, apiTexts.reasonNeeded);

/** An id in an address; as the database could hold it. */
export const idField = z.string().min(1).max(LONGEST_ID).transform(storable);

/** A one-time code of a link. */
export const linkCodeField = z.string().max(LONGEST_ID);

function isRegion(code: string): boolean {
  return regions().byCode(code) !== null;
}
