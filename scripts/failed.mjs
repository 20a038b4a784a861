/** A stage did not work out; the message is the sentence for the user, who needs no stack trace. */
export class Failed extends Error {
  constructor(sentence, exitCode = 1) {
    super(sentence);
    this.exitCode = exitCode;
  }
}
