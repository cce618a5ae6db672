import type { Translated } from '../texts.js';
import type { DECISIONS_EN } from './decisions.en.js';

export const DECISIONS_RU: Translated<typeof DECISIONS_EN> = {
  notCompared: 'Эти планы ещё никто не сравнил.',
  notComparedMeans:
    'Что следующий план делает с прежним, не решено, пока никто не связал цели двух планов и не отметил, какие не продолжены, а какие новые.',
  notComparedBegin: 'Предложения и формы для решений: {address}',
  undecidedCount: 'не решено: {n}',

  fatesOfEarlier:
    'Цели прежнего плана (всего {from}): продолжены без изменений — {carriedOn}, расширены — {widened}, сужены — {narrowed}, смежные — {related}; не продолжены — {notContinued}; не решено — {undecided}.',
  originsOfLater:
    'Цели следующего плана (всего {to}): продолжают прежние — {taking}, новые — {added}, не решено — {undecided}.',
  countWithParts: '{n} ({parts})',
  completedPart: 'выполнено {n}',
  unfinishedPart: 'не выполнено {n}',
  notAssessedPart: 'не оценено {n}',
  notApplicablePart: 'неприменимо {n}',
  onlyDecided:
    'Учтены только подтверждённые связи и решения. Каждая цель обоих планов учтена один раз, по самой сильной связи.',

  notContinued: 'не продолжено',
  undecided: 'не решено',
  completedEnded: 'выполнено, не продолжено',
  unfinishedEnded: 'не выполнено и не продолжено',
  notAssessedEnded: 'не оценено, не продолжено',
  notApplicableEnded: 'неприменимо, не продолжено',
  undecidedEarlier: 'не решено (прежний план)',
  undecidedLater: 'не решено (следующий план)',
  undecidedNode: 'Не решено',
  completed: 'выполнено',
  notAssessedStanding: 'не оценено',
  notApplicableStanding: 'неприменимо',
  unfinishedStanding: 'не выполнено',
  standing: 'В своём плане',
  decidedBy: 'Кто решил',
  decidedOn: 'Когда решено',
  decision: 'Решение',
  notContinuedWhy: 'Не продолжено: {rationale}',
  undecidedStill: 'Не решено: никто ещё не определил, что стало с этой целью.',
  suggestedReason: 'предложенное обоснование',
  earlierToLater: '{earlier} → {later}',
  earlierToLaterMeans:
    'Два числа, например 1 → 3: одна прежняя цель ведёт к трём следующим. Первые числа строки в сумме дают прежнее направление, вторые числа столбца — следующее.',
  laterReading: 'из прежнего плана {linked}, новых {added}, не решено {undecided}',
  earlierObjectives: 'Прежние цели',
  laterObjectives: 'Следующие цели',

  notContinuedTitle: 'Не продолжено в следующем плане',
  nothingNotContinued: 'Ни одна цель пока не отмечена как не продолженная.',
  undecidedTitle: 'Не решено в прежнем плане',
  undecidedLaterTitle: 'Не решено в следующем плане',
  nothingNewDecided: 'Ни одна цель пока не отмечена как новая.',

  decisionsTitle: 'Решения по отдельным целям',
  decisionsLead:
    'Цель считается не продолженной или новой, только если так решил человек и указал причину. Целей с подтверждённой связью в этом списке нет.',
  decisionsBegin:
    'Чтобы начать, свяжите цели, которые относятся друг к другу, или примите решения по отдельным целям ниже.',
  decisionsSignIn: 'Чтобы начать, войдите: редактор связывает цели и принимает решения по остальным.',
  decideAsNotContinued: 'Отметить как не продолженную',
  decideAsNew: 'Отметить как новую',
  decideBack: 'Снять решение',
  decideSave: 'Сохранить обоснование',
  decideRationaleHint: 'Почему — своими словами.',
  restTitle: 'Решить по всем оставшимся целям этого плана',
  restLead: {
    one: 'Не решено: {n} цель. Она получит это решение и это обоснование с отдельной записью в истории.',
    few: 'Не решено: {n} цели. Все они получат это решение и это обоснование, каждая — с отдельной записью в истории.',
    many: 'Не решено: {n} целей. Все они получат это решение и это обоснование, каждая — с отдельной записью в истории.',
    other:
      'Не решено: {n} цели. Все они получат это решение и это обоснование, каждая — с отдельной записью в истории.',
  },
  decisionSaved: 'Сохранено: {code}, {decision}.',
  restSaved: {
    one: 'Сохранено: решение принято по {n} цели.',
    few: 'Сохранено: решение принято по {n} целям.',
    many: 'Сохранено: решение принято по {n} целям.',
    other: 'Сохранено: решение принято по {n} цели.',
  },
  allDecided: 'Решения приняты по всем целям этого плана.',
  moreUndecided: 'Цели с {first} по {last} из {of}',
  earlierPage: 'Назад',
  laterPage: 'Дальше',
  decisionStaleTitle: 'Запись изменилась с тех пор, как вы её открыли: ваше решение не сохранено',
  decisionStaleNow: 'Вот что сейчас решено о цели {code}:',
  contradictionTitle: 'Это противоречит другому решению: ничего не сохранено',
  contradictionLinked: 'У цели {code} есть подтверждённая связь. Сначала отклоните её в списке связей ниже.',
  contradictionDecided: 'По цели {code} уже решено: {decision}. Сначала снимите это решение в списке ниже.',
  useSuggestedReason: 'Взять предложенное обоснование',
  suggestedReasonIs: 'Предложенное обоснование',
  needsReason: 'напишите своё обоснование или отметьте «Взять предложенное обоснование»',
};
