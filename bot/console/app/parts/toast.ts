import { MessagePlugin } from 'tdesign-react/es/message';

const SECONDS = 3;

/** Says for a moment that something was done. */
export function sayDone(sentence: string): void {
  void MessagePlugin.success({ content: sentence, duration: SECONDS * 1000 });
}
