import type { Random } from './random.js';
import type { Province } from './staff.js';

/** How somebody is. */
export interface Persona {
  readonly wish: 'answer' | 'demand' | 'emergency' | 'referral';
  /** When they come back after their page got a message. */
  readonly comes: 'soon' | 'days' | 'never';
  readonly phone: string | null;
  readonly sharesPhone: boolean;
  readonly quits: boolean;
  readonly edits: boolean;
}

/** By chance, but the same for the same seed. */
export function personaOf(random: Random, province: Province, index: number): Persona {
  const number = Number(province.code.slice(0, 2)) * 1_000_000 + index * 97 + random.whole(0, 9);
  return {
    wish: random.weighed({ answer: 42, demand: 50, emergency: 4, referral: 4 }),
    comes: random.weighed({ soon: 55, days: 27, never: 18 }),
    phone: random.chance(0.55) ? `139${String(number).padStart(8, '0')}` : null,
    sharesPhone: random.chance(0.7),
    quits: random.chance(0.06),
    edits: random.chance(0.15),
  };
}
