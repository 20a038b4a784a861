/**
 * Every place around a durable step where a process may die, in the order in which a message meets them. The kill
 * suite stops the process at each; docs/turn.md explains them and a test holds the two lists together.
 */
export const FAILPOINTS = [
  'intake.before-commit',
  'intake.after-commit',
  'lease.before-acquire',
  'lease.after-acquire',
  'lease.before-renew',
  'lease.after-renew',
  'turn.before-run',
  'turn.after-run',
  'turn.before-commit',
  'turn.inside-commit',
  'turn.after-commit',
  'failure.before-record',
  'failure.after-record',
  'apology.before-commit',
  'apology.inside-commit',
  'apology.after-commit',
  'lease.before-release',
  'lease.after-release',
  'sender.before-claim',
  'sender.after-claim',
  'sender.after-send',
  'sender.after-record',
  'proactive.before-run',
  'proactive.before-commit',
  'proactive.inside-commit',
  'proactive.after-commit',
  'timer.before-claim',
  'timer.after-claim',
  'timer.before-commit',
  'timer.inside-commit',
  'timer.after-commit',
  'notice.before-claim',
  'notice.inside-commit',
  'notice.after-commit',
  'notice.before-record',
  'notice.after-record',
  'text.before-claim',
  'text.after-claim',
  'text.after-send',
  'text.after-record',
] as const;

export type FailpointName = (typeof FAILPOINTS)[number];

/** Called at each passage; the kill suite's does not return from the chosen one. */
export type Failpoint = (name: FailpointName) => void;

/** The failpoint of every real process. */
export const noFailpoint: Failpoint = () => {};
