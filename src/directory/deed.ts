/** Who does something and when: every change in the directory is audited with it. */
export interface Deed {
  /** Id of the acting person, or 'service'. */
  readonly by: string;
  readonly now: string;
}
