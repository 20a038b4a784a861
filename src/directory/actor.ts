/** Roles of the glossary. A person has them in a region; someone who is not signed in has none. */
export const ROLES = [
  'enterprise',
  'official',
  'coordinator',
  'expert',
  'unit_staff',
  'editor',
  'administrator',
  'auditor',
] as const;
export type Role = (typeof ROLES)[number];

export interface Grant {
  readonly role: Role;
  /** Province-level code; 100000 is the whole country. */
  readonly province: string;
}

/** Who asks: a chat identity, a person, or both. `id` is what conversations know the asker by. */
export interface Actor {
  readonly id: string;
  readonly grants: readonly Grant[];
  /** Who it is, once bound or signed in. */
  readonly personId?: string | null;
  /** Where a chat's asker speaks: their `id` means them there alone. */
  readonly conversationId?: string | null;
  /** The service itself; never made from a request. */
  readonly isService?: boolean;
}
