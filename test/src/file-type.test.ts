import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanFileName, extensionOf, shownFileName } from '../../src/files/file-name.js';
import { inspectFile } from '../../src/files/file-type.js';
import { FILE_LIMITS } from '../../src/files/limits.js';
import { compoundFile, DOCX, EXE, HEIC, JPEG, office, PDF, PNG, WEBP, zip } from '../bot/sample-files.js';

const OPEN_XML = 'application/vnd.openxmlformats-officedocument';
/** 数据,单位 in GB18030, which is no UTF-8. */
const GB_TEXT = Buffer.from('cafdbeddc1d02cb5a5cebb0a', 'hex');
const MACRO_WORD = 'application/vnd.ms-word.document.macroEnabled';

describe('the type of a file', () => {
  test.each([
    ['照片.jpg', JPEG, 'image/jpeg'],
    ['照片.png', PNG, 'image/png'],
    ['照片.webp', WEBP, 'image/webp'],
    ['照片.heic', HEIC, 'image/heic'],
    ['报告.pdf', PDF, 'application/pdf'],
    ['方案.docx', DOCX, `${OPEN_XML}.wordprocessingml.document`],
    ['台账.xlsx', office('xl'), `${OPEN_XML}.spreadsheetml.sheet`],
    ['汇报.pptx', office('ppt'), `${OPEN_XML}.presentationml.presentation`],
    ['旧方案.doc', compoundFile('WordDocument', '1Table'), 'application/msword'],
    ['旧台账.xls', compoundFile('Workbook'), 'application/vnd.ms-excel'],
    ['旧汇报.ppt', compoundFile('PowerPoint Document'), 'application/vnd.ms-powerpoint'],
    ['监测.csv', Buffer.from('点位,COD\n1,50\n'), 'text/csv'],
    ['监测.CSV', GB_TEXT, 'text/csv'],
    ['说明.txt', Buffer.from('\ufeff排放浓度<50 mg/m³\r\n'), 'text/plain'],
    // The name says nothing about a picture or a document.
    ['照片.exe', JPEG, 'image/jpeg'],
  ])('%s is taken for what it is', async (name, content, mediaType) => {
    expect(await inspectFile(content, name)).toMatchObject({ kind: 'allowed', mediaType });
  });

  test.each([
    ['空.pdf', Buffer.alloc(0), 'empty'],
    ['大.txt', Buffer.alloc(FILE_LIMITS.fileBytes + 1, 'a'), 'too_large'],
    ['报告.pdf', EXE, 'executable'],
    ['程序', Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(60)]), 'executable'],
    ['一包.docx', zip({ 'a.txt': 'a' }), 'archive'],
    ['一包.gz', Buffer.from('1f8b0800000000000003', 'hex'), 'archive'],
    ['宏.docm', office('word', { mainType: MACRO_WORD }), 'macros'],
    ['宏.docx', office('word', { mainType: MACRO_WORD }), 'macros'],
    ['宏.xlsx', office('xl', { parts: { 'xl/vbaProject.bin': 'x' } }), 'macros'],
    [
      '藏.docx',
      zip({
        '[Content_Types].xml': `<Types><Override ContentType="${OPEN_XML}.wordprocessingml.document.main+xml"/><Override ContentType="application/vnd.ms-office.vbaProject"/></Types>`,
        'word/x.bin': 'x',
      }),
      'macros',
    ],
    ['宏.doc', compoundFile('WordDocument', 'Macros', 'VBA'), 'macros'],
    ['宏.xls', compoundFile('Workbook', '_VBA_PROJECT_CUR'), 'macros'],
    ['锁.docx', compoundFile('EncryptedPackage', 'EncryptionInfo'), 'encrypted'],
    ['装.msi', compoundFile('SummaryInformation'), 'unknown'],
    ['夹.jpg', Buffer.concat([JPEG, zip({ 'x.class': 'x' })]), 'mixed'],
    ['夹.pdf', Buffer.concat([PDF, zip({ 'x.html': 'x' })]), 'mixed'],
    ['夹.txt', Buffer.concat([Buffer.from('说明\n'), zip({ 'x.js': 'x' })]), 'not_text'],
    ['图.svg', Buffer.from('<svg onload="alert(1)"/>'), 'markup'],
    ['图.txt', Buffer.from('说明\n<SCRIPT>alert(1)</script>'), 'markup'],
    ['页.html', Buffer.from('<!doctype html><p>甲'), 'markup'],
    ['数.xml', Buffer.from('<?xml version="1.0"?><a/>'), 'markup'],
    ['码.js', Buffer.from('alert(1)'), 'markup'],
    ['令.txt', Buffer.from('#!/bin/sh\nrm -rf /'), 'markup'],
    ['数.txt', Buffer.from([1, 2, 3, 4, 5, 0xff, 0xfe]), 'not_text'],
    ['数.bin', Buffer.from([1, 2, 3, 4, 5, 0xff, 0xfe]), 'unknown'],
    ['笔记', Buffer.from('没有扩展名'), 'unknown'],
    ['声.mp3', Buffer.from('ID3\x03\x00\x00\x00\x00\x00\x00'), 'unknown'],
  ])('%s is refused', async (name, content, reason) => {
    expect(await inspectFile(content, name)).toEqual({ kind: 'refused', reason });
  });

  test('is decided for any bytes without an error', async () => {
    const heads = fc.constantFrom(
      DOCX,
      PDF,
      JPEG,
      PNG,
      HEIC,
      WEBP,
      compoundFile('Workbook'),
      Buffer.alloc(0),
    );
    await fc.assert(
      fc.asyncProperty(heads, fc.nat(), fc.uint8Array({ maxLength: 600 }), async (head, cut, bytes) => {
        const content = Buffer.concat([head.subarray(0, cut % (head.length + 1)), bytes]);
        expect(['allowed', 'refused']).toContain((await inspectFile(content, 'x.csv')).kind);
      }),
      { seed: 4, numRuns: 500 },
    );
  });
});

describe('the name of a file', () => {
  test.each([
    ['报告.pdf', 'pdf', '报告.pdf'],
    ['报告.PDF', 'pdf', '报告.PDF'],
    ['../../etc/passwd', 'txt', 'passwd.txt'],
    ['C:\\Users\\我\\桌面\\监测.pdf', 'pdf', '监测.pdf'],
    ['发票\u202efdp.exe', 'pdf', '发票fdp.exe.pdf'],
    ['a\u0000b\u200b.pdf', 'pdf', 'ab.pdf'],
    ['..', 'pdf', '文件.pdf'],
    ['.htaccess', 'txt', 'htaccess.txt'],
    ['con.pdf', 'pdf', '_con.pdf'],
    ['甲 <乙>:"丙"?.pdf', 'pdf', '甲 _乙___丙__.pdf'],
    ['\ud800.pdf', 'pdf', 'pdf.pdf'],
    ['长'.repeat(300), 'docx', `${'长'.repeat(78)}.docx`],
    ['a'.repeat(300), 'docx', `${'a'.repeat(115)}.docx`],
  ])('%j as %s is kept as %j', (name, extension, kept) => {
    expect(cleanFileName(name, [extension])).toBe(kept);
  });

  test('is safe whatever it was, and stays as it is when it is cleaned again', () => {
    const piece = fc.constantFrom(
      '..',
      '/',
      '\\',
      '\u202e',
      '\u0000',
      '\n',
      '.',
      ' ',
      'con',
      '😀',
      '长',
      ':',
    );
    const name = fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 60 })), { maxLength: 12 });
    const extensions = fc.constantFrom(['pdf'], ['jpg', 'jpeg'], ['docx'], []);
    fc.assert(
      fc.property(name, extensions, (pieces, allowed) => {
        const clean = cleanFileName(pieces.join(''), allowed);
        expect(cleanFileName(clean, allowed)).toBe(clean);
        expect(clean).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}/\\<>:"|?*]|^[.\s]|[.\s]$/u);
        expect(clean).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
        expect(clean.length).toBeGreaterThan(0);
        expect([...clean].length).toBeLessThanOrEqual(FILE_LIMITS.nameCharacters);
        expect(Buffer.byteLength(clean)).toBeLessThanOrEqual(FILE_LIMITS.nameBytes);
        if (allowed.length > 0) expect(allowed).toContain(extensionOf(clean).toLowerCase());
        expect(shownFileName(pieces.join('')).length).toBeGreaterThan(0);
      }),
      { seed: 11, numRuns: 2000 },
    );
  });
});
