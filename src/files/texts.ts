import { FILE_LIMITS } from './limits.js';

const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;

export const fileTexts = {
  /** Stands in for a name of which nothing could be kept. */
  nameless: '文件',
  tooMany: `一次最多发 ${FILE_LIMITS.filesPerMessage} 个文件，请分几次发。`,
  full: `这次咨询的附件加起来超过了 ${megabytes(FILE_LIMITS.subjectBytes)}，这几个文件没有保存。请只发最要紧的，或压缩后再发。`,
  /** Why one file is not taken, and what to do instead; `name` as it is shown. */
  refused: {
    empty: (name: string) => `“${name}”是空文件，请检查后重新选择。`,
    too_large: (name: string) =>
      `“${name}”超过了 ${megabytes(FILE_LIMITS.fileBytes)}，请压缩后再发，或分成几个小文件。`,
    macros: (name: string) =>
      `“${name}”里有宏（会自动运行的程序），不能接收。请另存为不带宏的文件或 PDF 再发。`,
    encrypted: (name: string) => `“${name}”设了打开密码，别人看不了。请去掉密码再发。`,
    markup: (name: string) => `“${name}”是网页、脚本或代码，不能接收。请另存为 PDF，或截图发来。`,
    archive: (name: string) => `“${name}”是压缩包，不能接收。请解压后把里面的文件直接发来。`,
    executable: (name: string) => `“${name}”是程序文件，不能接收。`,
    mixed: (name: string) => `“${name}”里夹带了别的文件，不能接收。请重新导出或另存后再发。`,
    not_text: (name: string) => `“${name}”读不出文字。请用 UTF-8 编码另存为 TXT 或 CSV 再发。`,
    unknown: (name: string) =>
      `“${name}”不是能接收的类型。可以发照片（JPG、PNG、WebP、HEIC）、PDF、Word、Excel、PPT，或 TXT、CSV 文本。`,
  },
} as const;
