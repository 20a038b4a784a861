import type { Identifiers } from '../identifiers.js';
import type { WriteExecutor } from '../storage/tables.js';
import { grantRole } from './memberships.js';
import { createPerson, personOfRecord } from './people.js';

export interface DemoExpert {
  /** The 示例 record in the starter knowledge. */
  readonly recordId: string;
  readonly name: string;
  readonly province: string;
}

/** A person with the role of expert for each 示例 record that has none yet; a second run changes nothing. */
export async function seedDemoPeople(
  tx: WriteExecutor,
  experts: readonly DemoExpert[],
  now: string,
  identifiers: Identifiers,
): Promise<void> {
  for (const { recordId, name, province } of experts) {
    if ((await personOfRecord(tx, recordId)) !== null) continue;
    const id = identifiers.next();
    const deed = { by: 'service', now };
    await createPerson(tx, { id, name, recordId, ...deed });
    await grantRole(tx, { id: identifiers.next(), personId: id, role: 'expert', region: province, ...deed });
  }
}
