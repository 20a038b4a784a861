/** Every sentence of a card that is not part of the answer itself. */
export const cardTexts = {
  /** Said in words beside the colour: not everybody sees colours. */
  tone: { plain: null, good: null, warning: '⚠ 注意', urgent: '‼ 紧急' },
  sources: '出处（点开看原文条款）',
  moreItems: (n: number) => `展开其余 ${n} 项`,
  moreSources: (n: number) => `展开其余 ${n} 条出处`,
  /** Badges that call for caution. */
  cautiousBadges: ['厂商宣称', '征求意见', '未经核实', '已被替代', '废止', '撤回'],
} as const;
