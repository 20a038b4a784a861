/** The longest text that is read as one message, in characters. */
export const LONGEST_TEXT = 4000;

/** Every sentence that the turn itself says; answers to questions are the dialogs'. */
export const texts = {
  apology: (trace: string) =>
    `抱歉，处理这条消息时出了问题，没能给出答复。问题已记录，编号 ${trace}。您可以稍后再发一次，或者联系管理员并报上这个编号。`,
  unsupported: '抱歉，这种类型的消息我暂时看不懂。请用文字把问题发给我。',
  noWords: '收到了，但这条消息里没有文字。请用一两句话说说遇到的问题，例如行业、污染物和想达到的效果。',
  unknownButton: '这个按钮我不认识，它可能来自以前的消息或者别的程序。请用文字把问题发给我。',
  tooLong: (length: number) =>
    `这条消息有 ${length} 个字，一次最多读 ${LONGEST_TEXT} 个字。原文已保存，没有丢失；请把最要紧的情况缩短到 ${LONGEST_TEXT} 字以内，或分几条发来。`,
} as const;
