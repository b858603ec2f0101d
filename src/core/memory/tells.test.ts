import { expect, test } from 'vitest'
import { ownWords } from './own-words.ts'
import { tellingSentences } from './tells.ts'

const tells = (message: string): string[] => tellingSentences(ownWords(message))

test.each([
  ['We deploy everything on Kubernetes. How do I see the pods?', ['We deploy everything on Kubernetes.']],
  ["I'm a nurse in Vienna, what should I eat at night?", ["I'm a nurse in Vienna"]],
  ['My name is Ada.', ['My name is Ada.']],
  ["I don't eat meat", ["I don't eat meat"]],
  ['The project is written in Rust', ['The project is written in Rust']],
  ['From now on, answer in German.', ['From now on, answer in German.']],
  ['Ich wohne in Graz und nutze Arch Linux.', ['Ich wohne in Graz und nutze Arch Linux.']],
  ['Unser Server läuft mit Debian.', ['Unser Server läuft mit Debian.']],
  ['Je travaille chez Airbus.', ['Je travaille chez Airbus.']],
  ['Trabajo en un hospital.', ['Trabajo en un hospital.']],
  ['Я живу в Риге.', ['Я живу в Риге.']],
  ['我住在上海。', ['我住在上海。']],
  ['私は京都に住んでいます。', ['私は京都に住んでいます。']],
  ['I use `helm` for all of it.', ['I use helm for all of it.']],
  ['About me: I work as a nurse.', ['About me: I work as a nurse.']],
  ['My team is called “Blue Fox”.', ['My team is called Blue Fox.']],
  ["I don't use 'vim' at work, I use Emacs", ["I don't use 'vim' at work, I use Emacs"]],
  ['What I use:\n- I use Helix for code', ['- I use Helix for code']],
])('%j tells something', (message, sentences) => {
  expect(tells(message)).toEqual(sentences)
})

test.each([
  ['Hello there'],
  ['What is my name?'],
  ['How do I sort a list in Python?'],
  ['I want you to write a poem'],
  ['Please rename all my files'],
  ['I need a taxi to the airport'],
  ['I think that is wrong.'],
  ['I have a question about Go.'],
  ["I'm looking for a good book"],
  ['I am flying to Rome tomorrow'],
  ['We run the release today at 5 pm'],
  ['Imagine I am a doctor in a village.'],
  ['If I use Rust, is it faster?'],
  ['Ich möchte ein Gedicht.'],
  ['Kannst du meine Datei umbenennen?'],
  ['请帮我写一首诗'],
  ['ls -la /home'],
  ['My password is hunter2'],
  ['My API key is sk-abcdefghijklmnop'],
  ['I use card 4111 1111 1111 1111'],
  ['Мой пароль — солнышко'],
  ['```\nI am root and I use vim\n```'],
  ['```\nI am root and I use vim'],
  ['> I work at Acme and live in Graz'],
  ['Translate into French: I am a doctor and I live in Paris.'],
  ['Write a story:\n\nI am a pirate. I live in Tortuga.'],
  ['Summarize this mail\n\nFrom: Bob\nTo: Ann\nSubject: Hi\n\nI work at Acme.'],
  ['See below.\n\nOn Tue, Bob Miller wrote:\nI live in Graz.'],
  ['<document>\nWe use Kubernetes.\n</document>'],
  ['He told me "I work at Acme and I hate it"'],
  ['Here is her bio: I work at Acme and live in Graz.'],
  ['Anna’s page: I work at Acme and live in Graz.'],
  ['Look at what Tom sent me:\n\nI work at Acme. I live in Graz.'],
  ['The applicant:\nI work at Acme.\n\nI live in Graz.'],
  ['Das schrieb er mir: Ich wohne in Graz und arbeite bei Acme.'],
  ["She says 'I work at Acme and don't like it' all day"],
  ['Is “I use vim” good English?'],
  ['“I work at Acme.\nI live in Graz.” Is that good?'],
  ['『私は京都に住んでいます』'],
  ['2026-03-01 10:00:00 INFO I use port 80\n2026-03-01 10:00:01 INFO We run on k8s'],
  [`Read this. ${'We use Kubernetes and like it. '.repeat(60)}`],
])('%j tells nothing, and no model is asked', (message) => {
  expect(tells(message)).toEqual([])
})

test('a message of any shape is read in a time that grows no faster than it', () => {
  const pieces = [
    '<a',
    '`',
    '"',
    'I use ',
    'On a',
    ' ',
    '\n',
    'my a ',
    '12 ',
    '我',
    '‘',
    '「',
    " 'a",
    ': ',
    'a: ',
    '. ',
    '-- ',
  ]
  for (const piece of pieces) expect(tells(piece.repeat(1_000_000 / piece.length))).toBeInstanceOf(Array)
})
