/** What the console's API says as JSON; the app and the server read the same types. Times are ISO-8601 UTC text. */

export interface ProblemShape {
  readonly code: string;
  /** A Chinese sentence that says what to do. */
  readonly message: string;
  /** Field of the request → what is wrong with it. */
  readonly fields?: Readonly<Record<string, string>>;
  /** With a conflict: what happened since the page was read, oldest first. */
  readonly changes?: readonly ChangeShape[];
}

export interface ChangeShape {
  readonly at: string;
  readonly sentence: string;
  readonly quote: string | null;
}

export interface RegionShape {
  readonly code: string;
  readonly name: string;
  readonly hasChildren: boolean;
}

export interface GrantShape {
  readonly role: string;
  /** GB/T 2260 code of the province, 100000 for the whole country. */
  readonly province: string;
  readonly provinceName: string;
}

export interface MeShape {
  readonly person: { readonly id: string; readonly name: string };
  readonly grants: readonly GrantShape[];
  /** Actions of `authorize` that are open to the person somewhere: what the menu shows. */
  readonly actions: readonly string[];
  /** Goes back in the header x-csrf-token with every change. */
  readonly csrf: string;
}

export interface MembershipShape {
  readonly id: string;
  readonly role: string;
  readonly region: string;
  /** From the province down: 浙江省 杭州市 西湖区. */
  readonly regionName: string;
  readonly since: string;
  readonly endedAt: string | null;
  /** The reader may end it. */
  readonly canEnd: boolean;
}

export interface ListedPersonShape {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly { readonly role: string; readonly regionName: string }[];
  readonly hasAccount: boolean;
  readonly hasChat: boolean;
}

export interface PeopleShape {
  readonly people: readonly ListedPersonShape[];
  readonly total: number;
  readonly pageSize: number;
}

export interface ChatShape {
  readonly id: string;
  readonly channel: string;
  readonly displayName: string | null;
  readonly lastSeenAt: string;
}

export interface PersonShape {
  readonly id: string;
  readonly name: string;
  /** 138****8000, or null where none is known. */
  readonly maskedPhone: string | null;
  readonly version: number;
  readonly memberships: readonly MembershipShape[];
  readonly account: { readonly login: string; readonly lockedUntil: string | null } | null;
  readonly chats: readonly ChatShape[];
  readonly canManage: boolean;
}

export interface CodeShape {
  readonly code: string;
  /** How long it can still be used. */
  readonly lifeSeconds: number;
}

export interface LinkShape {
  /** Whole address to hand over; it is shown once. */
  readonly url: string;
  readonly expiresAt: string;
}

/** What a password link is for. */
export interface PasswordLinkShape {
  readonly name: string;
  /** Null while the person has no account and chooses a login. */
  readonly login: string | null;
}

export interface LiveEventShape {
  readonly topic: string;
  readonly id: string;
}
