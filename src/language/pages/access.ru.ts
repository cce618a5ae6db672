import type { Translated } from '../texts.js';
import type { ACCESS_EN } from './access.en.js';

export const ACCESS_RU: Translated<typeof ACCESS_EN> = {
  accountTitle: 'Ваша учётная запись',
  signOut: 'Выйти',
  signOutEverywhere: 'Выйти везде',
  mayReader: 'Вы можете читать всё, что открыто.',
  mayAnalyst: 'Вы можете записывать оценки, источники, цитаты и связи.',
  mayEditor:
    'Вы можете записывать оценки, менять планы, направления, цели и шкалы, подтверждать связи и новые места цитат.',
  mayAdmin: 'Вы можете менять всё и ведаете людьми, токенами и журналом.',
  noProvider:
    'У этого сервиса нет провайдера входа. Если он работает на вашем компьютере, при запуске он напечатал адрес для одного входа; команда {command} печатает новый.',
  tokensForPrograms: 'Программы посылают токен, который администратор создаёт командой {command}.',
  notSignedIn: 'Вы не вошли',
  signedOut: 'Вы вышли',
  signInAgain: 'Войти снова',
};
