/** How Web Chat and its cards look. (https://github.com/microsoft/BotFramework-WebChat, defaultStyleOptions) */
const WORDS =
  '"PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", system-ui, sans-serif';
const DEEP = '#0b5f59';
const LINK = '#0a5fb4';

export function styleOptions({ bot, user }, { extensions }, narrow) {
  return {
    accent: DEEP,
    primaryFont: WORDS,
    fontSizeSmall: '80%',
    backgroundColor: '#fafcfb',
    subtle: '#5c6f6c',
    paddingRegular: narrow ? 8 : 12,
    // On a phone the width is worth more than the faces.
    ...(narrow ? {} : { botAvatarInitials: bot, userAvatarInitials: user }),
    avatarSize: 38,
    botAvatarBackgroundColor: DEEP,
    userAvatarBackgroundColor: '#3b6ea8',
    bubbleBackground: '#ffffff',
    bubbleBorderColor: '#d8e3e0',
    bubbleBorderRadius: 8,
    bubbleFromUserBackground: '#dff0ea',
    bubbleFromUserBorderColor: '#bfe0d4',
    bubbleFromUserBorderRadius: 8,
    bubbleMaxWidth: 700,
    bubbleMinWidth: narrow ? 200 : 250,
    // A camera is offered where pictures in general are asked for.
    uploadAccept: ['image/*', ...extensions.map((each) => `.${each}`)].join(','),
    // Made in a worker from a blob, which the policy forbids; the server gives the picture soon.
    enableUploadThumbnail: false,
    sendBoxHeight: 52,
    sendBoxMaxHeight: 160,
    sendBoxTextWrap: true,
    sendBoxBorderTop: 'solid 1px #d8e3e0',
    sendBoxButtonColor: DEEP,
    sendBoxPlaceholderColor: '#6b7f7b',
    // A long answer is read from its first line, the conclusion.
    autoScrollSnapOnPage: true,
    autoScrollSnapOnPageOffset: -56,
    suggestedActionLayout: narrow ? 'stacked' : 'flow',
    suggestedActionsFlowMaxHeight: 150,
    suggestedActionsStackedHeight: 176,
    suggestedActionsStackedOverflow: 'auto',
    suggestedActionsStackedLayoutButtonTextWrap: true,
    suggestedActionsStackedLayoutButtonMaxHeight: 60,
    suggestedActionBorderRadius: 18,
    suggestedActionBorderWidth: 1,
    suggestedActionBorderColor: '#8fbfb3',
    suggestedActionTextColor: '#0b4f4a',
    suggestedActionBackgroundColorOnHover: '#e7f3ee',
    suggestedActionHeight: 36,
    timestampFormat: 'relative',
    // We send again by ourselves before anybody is asked to.
    sendTimeout: 100000,
    sendTimeoutForAttachments: 600000,
  };
}

const color = (normal, subtle = normal) => ({ default: normal, subtle });

/** Host config of Adaptive Cards: https://learn.microsoft.com/adaptive-cards/rendering-cards/host-config */
export function cardLook(narrow) {
  const colors = {
    default: color('#1c2b2a', '#566966'),
    dark: color('#1c2b2a', '#566966'),
    light: color('#ffffff', '#e6efec'),
    accent: color(LINK),
    good: color('#0c6b4d'),
    warning: color('#8a5300'),
    attention: color('#b3261e'),
  };
  const style = (backgroundColor, borderColor) => ({
    backgroundColor,
    borderColor,
    borderThickness: 1,
    foregroundColors: colors,
  });
  return {
    fontFamily: WORDS,
    supportsInteractivity: true,
    spacing: { small: 4, default: 8, medium: 14, large: 20, extraLarge: 28, padding: narrow ? 11 : 15 },
    separator: { lineThickness: 1, lineColor: '#dfe8e6' },
    fontSizes: { small: 13, default: 15, medium: 16, large: 19, extraLarge: 23 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
    containerStyles: {
      default: style('#ffffff', '#ffffff'),
      emphasis: style('#f2f6f5', '#d8e3e0'),
      good: style('#f1f9f5', '#c9e6d9'),
      warning: style('#fff8ea', '#f0d59a'),
      attention: style('#fff2f0', '#f0b8b2'),
      accent: style('#eef5fc', '#c4dbf3'),
    },
    actions: {
      maxActions: 6,
      spacing: 'default',
      buttonSpacing: 8,
      actionsOrientation: narrow ? 'vertical' : 'horizontal',
      actionAlignment: 'left',
      showCard: { actionMode: 'inline', inlineTopMargin: 8 },
    },
  };
}
