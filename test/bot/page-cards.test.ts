import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adaptiveCard, sourceLabel } from '../../bot/cards/adaptive.js';
import type { ReplyCard } from '../../bot/cards/reply.js';
import { render } from '../../bot/channels/directline/messages.js';
import { citation, sampleAnswer } from './sample-knowledge.js';

const URL = 'https://yishi.example.cn';

function cardOf(fields: Partial<ReplyCard> = {}): ReplyCard {
  return { conclusion: '结论', sections: [], notice: null, citations: [], actions: [], ...fields };
}

/** Every element and action of a card, at any depth. */
function elements(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(elements);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(elements)];
}

describe('a card', () => {
  test('puts the conclusion first, then items with badge, lines and citations, sources, notice', () => {
    const { conclusion, sections, notice, result } = sampleAnswer('喷漆废气', URL);
    const card = adaptiveCard(cardOf({ conclusion, sections, notice, citations: result.citations }), '全文');
    expect(card).toMatchSnapshot();
  });

  test('says a warning and an emergency in words as well as in colour', () => {
    const line = { label: null, text: '马上打电话', citations: [] };
    const item = { recordId: null, title: null, badge: null, lines: [line] };
    for (const [tone, style, words] of [
      ['warning', 'warning', '⚠ 注意'],
      ['urgent', 'attention', '‼ 紧急'],
    ] as const) {
      const card = adaptiveCard(cardOf({ sections: [{ title: '请先打电话', tone, items: [item] }] }), '');
      expect(JSON.stringify(card)).toContain(`${words}：请先打电话`);
      expect(elements(card.body).some((element) => element.style === style)).toBe(true);
    }
  });

  test('folds what is beyond the first items and sources, and can unfold it', () => {
    const item = (n: number) => ({ recordId: null, title: `第${n}项`, badge: null, lines: [] });
    const citations = Array.from({ length: 7 }, (_, n) => citation(URL, { key: String(n + 1) }));
    const sections = [{ title: null, tone: 'plain' as const, items: [1, 2, 3, 4, 5, 6].map(item) }];
    const all = elements(adaptiveCard(cardOf({ sections, citations }), '').body);
    const toggles = all.filter(({ type }) => type === 'Action.ToggleVisibility');
    expect(toggles.map(({ title }) => title)).toEqual(['展开其余 2 项', '展开其余 3 条出处']);
    const ids = new Set(all.map(({ id }) => id));
    for (const { targetElements } of toggles)
      for (const id of targetElements as string[]) expect(ids).toContain(id);
    expect(all.filter(({ isVisible }) => isVisible === false)).toHaveLength(2);
    expect(JSON.stringify(all)).toContain('6. 第6项');
  });

  test('links only to web addresses, whatever a record says', () => {
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,x',
      '//evil.example',
      'file:///etc/passwd',
      '',
    ]) {
      const card = adaptiveCard(cardOf({ conclusion: '看 [1]', citations: [citation(URL, { url })] }), '');
      expect(JSON.stringify(card.body)).not.toContain('OpenUrl');
    }
  });

  test('turns only marks of known sources into links', () => {
    const card = adaptiveCard(
      cardOf({ conclusion: '甲[1]乙[2]丙[x](http://evil)', citations: [citation(URL)] }),
      '',
    );
    const runs = elements(card.body[0]).filter(({ type }) => type === 'TextRun');
    const linked = runs.filter(({ selectAction }) => selectAction !== undefined);
    expect(linked.map(({ text }) => text)).toEqual(['[1]']);
    expect(runs.map(({ text }) => text).join('')).toBe('甲[1]乙[2]丙[x](http://evil)');
  });

  /** Strings that become markup where a client reads Markdown or HTML. */
  const NASTY = [
    '[点我](javascript:alert(1))',
    '![x](https://evil.example/pixel.png)',
    '<img src=x onerror=alert(1)>',
    '<a href="https://evil.example">x</a>',
    '**粗** _斜_ `码` # 题 - 列 > 引',
    '\\[1\\] \\(x\\) $$x$$',
    '{{DATE(2017-02-14T06:00:00Z,SHORT)}}',
    '&lt;b&gt;',
    '"quoted" \\ back\nslash',
  ];

  test('keeps nasty words as words: no text element that a client reads as Markdown', () => {
    const anywhere = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(anywhere, anywhere, (one, two) => {
        const line = { label: one, text: two, citations: ['1'] };
        const item = { recordId: null, title: two, badge: one, lines: [line] };
        const sections = [{ title: one, tone: 'plain' as const, items: [item] }];
        const citations = [citation(URL, { title: one, number: two })];
        const all = elements(
          adaptiveCard(cardOf({ conclusion: two, notice: one, sections, citations }), '').body,
        );
        const types = new Set(all.filter(({ type }) => type !== undefined).map(({ type }) => type));
        for (const type of types)
          expect(['Container', 'RichTextBlock', 'TextRun', 'Action.OpenUrl']).toContain(type);
        for (const { type, url } of all) if (type === 'Action.OpenUrl') expect(url).toBe(citations[0]!.url);
        for (const { type, text } of all) if (type === 'TextRun') expect(text).not.toContain('{{');
      }),
      { seed: 20_261_124, numRuns: 300 },
    );
  });

  test('names a source by number, clause and title', () => {
    expect(sourceLabel(citation(URL))).toBe('[1] HJ 1180-2021 6.1.3.2 《家具制造工业污染防治可行技术指南》');
    expect(sourceLabel(citation(URL, { number: null, clause: null }))).toBe(
      '[1] 《家具制造工业污染防治可行技术指南》',
    );
  });
});

describe('a reply as an activity', () => {
  const say = { kind: 'say', title: '转专家', value: '转人工专家' } as const;
  const open = { kind: 'open', title: '看政策', value: 'https://example.cn' } as const;

  test('shows its card and not its text as well, which stays for notifications and screen readers', () => {
    const activity = render({ text: '全文', card: cardOf({ actions: [say, open] }), suggestions: [say] });
    expect(activity).toMatchObject({
      type: 'message',
      summary: '全文',
      speak: '全文',
      suggestedActions: { actions: [{ type: 'imBack', title: '转专家', value: '转人工专家' }] },
    });
    expect(activity.text).toBeUndefined();
    expect(activity.attachments?.[0]?.content).toMatchObject({
      version: '1.5',
      fallbackText: '全文',
      actions: [
        { type: 'Action.Submit', title: '转专家', data: '转人工专家' },
        { type: 'Action.OpenUrl', title: '看政策', url: 'https://example.cn' },
      ],
    });
  });

  test('is plain text where there is no card', () => {
    expect(render({ text: '**收到**', card: null, suggestions: [] })).toEqual({
      type: 'message',
      text: '**收到**',
      textFormat: 'plain',
    });
  });
});
