import { type Clock, isoNow } from '../../src/clock.js';
import { firstAdministratorCode } from '../../src/directory/first-administrator.js';
import type { Identifiers } from '../../src/identifiers.js';
import type { Storage } from '../../src/storage/storage.js';
import { CONSOLE } from './routes.js';
import { consoleTexts } from './texts.js';

export interface SetUpLinkDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly secret: string;
  /** Address of the service, without a slash at its end. */
  readonly url: string;
}

/**
 * What the start prints while nobody administers the country: a sentence with the one-time link, which stands nowhere
 * else. Null once somebody does.
 */
export async function setUpNotice(deps: SetUpLinkDeps): Promise<string | null> {
  const code = await firstAdministratorCode({ ...deps, now: isoNow(deps.clock) });
  return code === null ? null : consoleTexts.setUpLink(`${deps.url}${CONSOLE}/set-up#${code}`);
}
