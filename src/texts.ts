/** Every sentence of this folder that a user or operator reads. */
export const texts = {
  schemaNewer: (present: number, known: number) =>
    `数据库版本为 ${present}，比本程序认识的 ${known} 新。请换用较新的程序，或从备份恢复旧版数据库。`,
};
