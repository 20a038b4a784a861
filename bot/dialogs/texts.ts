/** What a greeting asks on the user's behalf: the answer is who we are, what can be asked and who can see it. */
export const HELP_WORDS = '帮助';

/** 新的咨询. */
export const freshTexts = {
  begun:
    '好，从新的问题开始，请说说遇到的情况。提过的需求和没写完的草稿都留着，答复还会发到这里，说“我的需求”就能看到。',
} as const;

const ALONE = '文件里的内容我还读不了，请用一两句话说说遇到的问题，我来帮您查。';
const BESIDE = '文件里的内容我还读不了，下面按您写的文字来答。';

export const filesTexts = {
  /** Files came; `alone` without a word beside them. */
  kept: (files: readonly { readonly name: string }[], alone: boolean) =>
    `收到 ${files.length} 个文件：${files.map(({ name }) => name).join('、')}，已和这次咨询保存在一起。${alone ? ALONE : BESIDE}`,
} as const;

/** The form of a demand: what it asks, and what it says to what it got. */
export const formTexts = {
  opened: '好，我帮您把问题整理成一份技术需求，交给省里的协调员，请专家答复。',
  known: '已经知道的',
  asks: '还想问一下',
  noted: '记下了。',
  skipped: '好，这一项先空着。',
  questions: {
    problem: '请用一两句话说说遇到的问题。例如“喷漆车间废气总超标，换了活性炭也不行”。',
    place: '在什么地方？说到市、县就行，例如“浙江省嘉兴市海宁市”。',
    time: '什么时候开始的，希望什么时候前解决？例如“上个月开始，年底验收前要解决”。',
    subject: '什么行业、什么工序，水量、风量、浓度大概多少？例如“家具喷漆，风量2万方每小时，VOCs 300毫克”。',
    measure: '想达到什么效果，有什么限制？例如“能达标就行，场地小，预算50万以内”。',
    province: '这件事在哪个省？按问题所在地的省份受理，例如“浙江”。',
    phone:
      '要不要留个手机号？您没上网时，答复到了会发短信告诉您一声，短信里只有编号。不想留就点“不留”，一样办。',
    share: (masked: string) =>
      `负责答复的专家或单位，能看到这个号码（${masked}）吗？不给他们看也一样办，协调员能看到。`,
  },
  stop: '想停下就说“取消”，写好的会替您留着。',
  hint: '不清楚就说“不知道”。想停下就说“取消”，写好的会替您留着。',
  problems: {
    too_long:
      '这一项写不下了（一项最多四千字），这条没有放进去，原话还在上面的对话里。请缩短一点，或分到别的项里写。',
    no_province: '还得知道是哪个省，才知道交给哪里办。请写省份的名字，例如“浙江”或“四川”。',
    no_phone: '没有看到 11 位的手机号。请再写一次；不想留就点“不留”。',
    no_yes_or_no: '请点一下“可以”或“不给看”，我好接着办。',
  },
  chips: {
    unknown: '不知道',
    later: '先放下',
    unchanged: '不改了',
    noPhone: '不留',
    shareYes: '可以',
    shareNo: '不给看',
    resume: '继续填写需求',
    discard: '删除草稿',
    discardSure: '确定删除',
    keep: '不删，留着',
  },
  edit: (label: string, now: string) => `现在“${label}”写的是：${now}\n请把新的写法发给我，会整个换掉。`,
  empty: '（空着）',
  changed: '内容刚才改过，请看最新的一份，没问题再点“确认提交”。',
  kept: '好，先放下。写好的替您留着，说“我的需求”就能接着填；一个多月没动会自动作废。',
  discardAsk: '删掉这份草稿？里面写的内容就找不回来了。',
  discarded: '草稿已删除。需要时可以随时再提。',
  gone: '这份草稿已经不在了。要提需求，请点“提交需求”或直接说“提交需求”。',
  aside: '您的需求草稿还留着，点“继续填写需求”可以接着来。',
  alreadyFiled: '这个问题已经提过需求了，情况如下。要是有新的问题，可以另提一件。',
  another: '另提一件',
} as const;

/** The demand as it will be filed. */
export const previewTexts = {
  title: {
    demand: '请看一遍，没问题就提交。',
    referral: '请看一遍，没问题就提交。',
    emergency: '确认登记这件应急需求？',
  },
  labels: {
    problem: '问题',
    time: '时间',
    place: '地点',
    subject: '对象',
    measure: '想要的效果',
    province: '受理省份',
    phone: '手机号',
    share: '号码给专家看',
  },
  figures: '数据',
  offered: '查过的资料',
  experts: '想请的专家',
  backup: '备选',
  mode: { online: '线上', onsite: '现场' },
  how: '方式和时间',
  empty: '（没说）',
  noPhone: '不留',
  phone: (masked: string, shared: boolean) => `${masked}（${shared ? '专家也能看到' : '只有协调员能看到'}）`,
  change: '修改',
  changeWhat: (label: string) => `修改“${label}”`,
  seenTitle: '谁能看到',
  seen: {
    coordinator: (province: string) => `${province}的协调员：全部内容，还有您和我在这里的对话。`,
    assignee: '负责答复的专家或单位：上面的文字，看不到您是谁。请看看里面有没有不想让人知道的单位名、人名。',
    assigneePhone: '负责答复的专家或单位：上面的文字和您的手机号。',
    enforcement: '执法人员：看不到。这不是执法线索，也不会转给执法部门。',
  },
  emergencySeen: '省里的值班协调员当天处理，能看到上面的内容。这不是报警，不能代替打电话。',
  emergencyPhone: '想让值班的人打给您，就把手机号发给我。',
  file: '确认提交',
  fileEmergency: '确认登记',
  later: '先不提交',
} as const;

export const receiptTexts = {
  filed: (receipt: string) => `已提交，编号 ${receipt}。请记下这个编号。`,
  again: (receipt: string) => `已经提交过了，编号 ${receipt}，不用再提。`,
  nextTitle: '接下来',
  accept: (province: string, due: string) => `${province}的协调员会在${due}受理，受理了会告诉您。`,
  emergency: (province: string, due: string) => `${province}的值班协调员会在${due}处理。情况变坏请先打电话。`,
  reply: '专家的答复会发到这个对话里，不用一直守着。请用这台设备、这个浏览器回来看。',
  phone: (masked: string) => `联系电话 ${masked}，答复到了您没上网时会发短信。`,
  follow: '想看进展，说“我的需求”，或者直接发编号。',
  see: '看进展',
  add: '补充情况',
} as const;

/** Why something could not be done, and what to do instead. */
export const refusalTexts = {
  not_found: '没有找到这件需求，可能编号不对，也可能不是在这个对话里提的。说“我的需求”可以看到您提过的。',
  forbidden: '这一步要由别人来做，您不用操作。',
  wrong_state: (state: string) => `这件现在是“${state}”，这一步用不上了。最新情况如下。`,
  conflict: '就在刚才，这件有了新变化，所以这一步没有做。请看最新情况再决定。',
  invalid: '有内容没通过检查，这一步没有做。请换个写法再试一次，原话还在上面的对话里。',
  issues: {
    urged_recently: '今天已经催过了，协调员和专家都收到了提醒。一个工作日催一次就够，明天可以再催。',
    nothing_added: '没有看到要补充的内容，请写一两句话，或者发文件。',
    problem: '还没有写是什么问题，请先说一两句。',
    province: '还不知道是哪个省，请先告诉我省份。',
    text: '这段太长或是空的，没有记下。请控制在四千字以内再发一次，原话还在上面的对话里。',
    reason: '这段太长或是空的，没有记下。请控制在一千字以内再发一次，原话还在上面的对话里。',
    phone: '手机号不对，应当是 11 位数字。',
  },
} as const;

/** The asker's own demands. */
export const manageTexts = {
  none: '您还没有提过技术需求。遇到查不到答案的问题，说“提交需求”，我帮您请专家答复。',
  list: (n: number) => `您一共提过 ${n} 件，最近的在前面。`,
  see: '查看',
  seeWhat: (title: string) => `查看 ${title}`,
  askChip: '提交新需求',
  prompts: {
    add_facts: '请把要补充的情况发给我，也可以发照片或文件。我会转给协调员和专家。',
    answer: '请写下您的回答，也可以发照片或文件。不知道的照实说“不知道”就行。',
    supply: '请把要补的情况写给我，也可以发照片或文件。补齐后马上接着受理。',
    reject: '请说说哪里没解决，例如“照做了还是超标”“设备太贵用不起”。协调员会据此重新安排。',
  },
  question: (words: string) => `专家问：${words}`,
  needed: (words: string) => `要补的是：${words}`,
  stop: '先不写',
  stopped: '好，先不写。想写的时候说“我的需求”就能找到它。',
  withFile: '（见附件）',
  done: {
    add_facts: '已补充，并告诉了协调员和专家。',
    answer: '已转给专家，专家接着办。',
    supply: '已补上，重新交给协调员受理。',
    reject: '收到，已请协调员重新安排，编号不变。新的答复还会发到这里。',
    urge: '已催办，协调员和专家都会收到提醒。',
    withdraw: '已撤回，不再办理。',
    confirm: '太好了，这件就办结了。给这次答复打几分？',
    rate: '谢谢您的评分。还想说点什么吗？写下来我一并记上，不想说就不用管。',
    comment: '记下了，谢谢您。',
  },
  addedInstead: '这一步已经过了时候，您写的内容作为补充情况转给了协调员和专家。',
  score: '给这次答复打几分？',
  withdrawAsk: '确定撤回吗？撤回后就不再办理，以后要办得重新提交。',
  withdrawSure: '确定撤回',
  keep: '不撤回',
  noWithdraw: '您没有可以撤回的技术需求。',
  pickWithdraw: '您想撤回哪一件？点开后再点“撤回”。',
  pickConfirm: '您说的是哪一件？点开后再点“解决了”。',
  resolved: '太好了。以后再有问题，直接说就行。',
  nothingToConfirm: '目前没有等您确认的答复。有问题直接说就行。',
  letGo: '好，刚才的问题先放下。需要时随时再问。',
  noUrge: '您没有正在办理的需求可以催。',
} as const;

export const emergencyTexts = {
  offerTitle: '同时登记一件，当天有人处理',
  offer: '打过电话之后，还可以在这里登记一件应急需求，由省里的值班协调员当天安排专家。登记前会先给您看内容。',
  button: '同时登记应急需求',
} as const;

export const referralTexts = {
  officialsOnly:
    '专家由生态环境部门的工作人员来约。您遇到的问题可以提交技术需求，协调员会替您找合适的专家答复。',
  problem: '希望推荐专家',
} as const;

export const bindTexts = {
  ask: '请把 8 位绑定码发给我，例如“绑定 K7PMQ2XA”。绑定码由您单位的管理员在控制台生成，15 分钟内有效，只能用一次。',
  bound: '绑定成功。以后在这里提的需求都记在您名下，换设备再绑定一次也能看到；有要您办的事，也会发到这里。',
  wrong_code: '这个绑定码不对，或者已经过期、用过了。请核对一下，或请管理员重新生成一个。',
  other_person: '这个对话已经绑定了另一个人。要换人，请管理员先在控制台解除绑定。',
  too_many: '试的次数太多了，请过 15 分钟再试，或请管理员重新生成一个绑定码。',
} as const;

/** Chips under an answer. */
export const offerTexts = {
  answer: '没解决，请专家看看',
  no_answer: '提交需求，请专家答复',
  add: '把这句补充给专家',
} as const;
