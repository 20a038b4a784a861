/** The few parts of an Adaptive Card that we use (https://adaptivecards.io/explorer). */
export interface CardElement {
  readonly type: string;
  readonly [property: string]: unknown;
}

export interface TextRun extends CardElement {
  readonly type: 'TextRun';
  readonly text: string;
  readonly weight?: 'Bolder';
  readonly size?: 'Small' | 'Medium';
  readonly color?: 'Default' | 'Good' | 'Warning' | 'Attention' | 'Accent';
  readonly isSubtle?: boolean;
  readonly selectAction?: CardElement;
}

export interface RichTextBlock extends CardElement {
  readonly type: 'RichTextBlock';
  readonly inlines: readonly TextRun[];
}

/** Only these may be opened from a card, whatever a record says. */
const OPENABLE = /^https?:\/\//i;

/** Plain text: TextRuns are the one text element that no client reads as Markdown. */
export function run(text: string, style: Partial<TextRun> = {}): TextRun {
  return { ...style, type: 'TextRun', text: withoutTemplates(text) };
}

/** A run that opens an address, `title` being what a screen reader says; plain text where the address is none that a browser may open. */
export function link(text: string, url: string, style: Partial<TextRun>, title = text): TextRun {
  if (!OPENABLE.test(url)) return run(text, style);
  return run(text, { ...style, color: 'Accent', selectAction: { type: 'Action.OpenUrl', url, title } });
}

export function block(inlines: readonly TextRun[], properties: object = {}): RichTextBlock {
  return { ...properties, type: 'RichTextBlock', inlines };
}

export function container(items: readonly CardElement[], properties: object = {}): CardElement {
  return { ...properties, type: 'Container', items };
}

/** One block for each line of the text: a run does not break lines by itself. */
export function paragraphs(text: string, runs: (line: string) => TextRun[]): RichTextBlock[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => block(runs(line)));
}

/** A folded group with the button that unfolds it; nothing for an empty group. */
export function toggle(id: string, title: string, items: readonly CardElement[]): CardElement[] {
  if (items.length === 0) return [];
  const action = { type: 'Action.ToggleVisibility', title, targetElements: [id, `${id}-button`] };
  return [
    container(items, { id, isVisible: false, spacing: 'Small' }),
    { type: 'ActionSet', id: `${id}-button`, spacing: 'Small', actions: [action] },
  ];
}

/** Clients expand {{DATE(…)}} in any text; a zero-width space keeps it as written. */
function withoutTemplates(text: string): string {
  return text.replaceAll('{{', '{\u200b{');
}
