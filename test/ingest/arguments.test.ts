import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../ingest/arguments.js';

describe('parseArguments', () => {
  it.each([
    [['check', 'a.jsonl'], { name: 'check', files: ['a.jsonl'], starter: false, json: false }],
    [['check', '--starter', '--json'], { name: 'check', files: [], starter: true, json: true }],
    [
      ['import', 'a', 'b'],
      { name: 'import', files: ['a', 'b'], starter: false, ifMissing: false, json: false },
    ],
    [
      ['import', '--starter', '--if-missing'],
      { name: 'import', files: [], starter: true, ifMissing: true, json: false },
    ],
    [
      ['import', '--', '-odd.jsonl'],
      { name: 'import', files: ['-odd.jsonl'], starter: false, ifMissing: false, json: false },
    ],
    [['status', '--json'], { name: 'status', json: true }],
    [['reindex'], { name: 'reindex', json: false }],
    [['--help'], { name: 'help' }],
    [['import', '-h'], { name: 'help' }],
  ])('reads %j', (argv, command) => {
    expect(parseArguments(argv)).toEqual({ ok: true, command });
  });

  it.each([
    [[], '请写明要做什么'],
    [['publish'], '不认识的命令“publish”'],
    [['import'], 'import 之后请写要处理的文件'],
    [['check'], 'check 之后请写要处理的文件'],
    [['import', '--starter', 'a.jsonl'], '不能同用'],
    [['import', '--if-missing', 'a.jsonl'], '只能与 import --starter 同用'],
    [['check', '--starter', '--if-missing'], '只能与 import --starter 同用'],
    [['status', 'a.jsonl'], 'status 不接文件'],
    [['reindex', '--starter'], 'reindex 不接文件'],
    [['import', '--force', 'a.jsonl'], '不认识的选项 --force'],
    [['import', '--json=yes', 'a.jsonl'], '不认识的选项 --json=yes'],
  ])('refuses %j in Chinese', (argv, message) => {
    expect(parseArguments(argv)).toEqual({ ok: false, message: expect.stringContaining(message) });
  });
});
