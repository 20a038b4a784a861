/** What a greeting asks on the user's behalf: the answer is who we are, what can be asked and who can see it. */
export const HELP_WORDS = '帮助';

const ALONE = '文件里的内容我还读不了，请用一两句话说说遇到的问题，我来帮您查。';
const BESIDE = '文件里的内容我还读不了，下面按您写的文字来答。';

export const filesTexts = {
  /** Files came; `alone` without a word beside them. */
  kept: (files: readonly { readonly name: string }[], alone: boolean) =>
    `收到 ${files.length} 个文件：${files.map(({ name }) => name).join('、')}，已和这次咨询保存在一起。${alone ? ALONE : BESIDE}`,
} as const;
