import { expect, test } from 'vitest'
import { ownWords } from './own-words.ts'
import { statements } from './statements.ts'

const stated = (message: string): string[] => statements(ownWords(message))

test.each([
  ['We use Kubernetes at work, how do I check the cluster?', ['We use Kubernetes at work']],
  ["I'm a nurse, living in Leeds. What is a good book?", ["I'm a nurse", 'living in Leeds.']],
  ['At the office we all write Rust.', ['At the office we all write Rust.']],
  ['My editor is Vim and how do I quit it?', ['My editor is Vim']],
  ['Please always answer in German.', ['Please always answer in German.']],
  ['Our project is called Atlas.\nTell me a joke.', ['Our project is called Atlas.']],
  ['Note: we deploy with Helm', ['we deploy with Helm']],
  [
    'Bei der Arbeit nutzen wir Kubernetes. Wie prüfe ich den Cluster?',
    ['Bei der Arbeit nutzen wir Kubernetes.'],
  ],
  ['Je travaille à Lyon.', ['Je travaille à Lyon.']],
  ['Soy alérgico a las nueces.', ['Soy alérgico a las nueces.']],
  ['Мы используем Postgres в работе', ['Мы используем Postgres в работе']],
  ['私は東京に住んでいます。天気は?', ['私は東京に住んでいます。']],
  ['我用 Python 写程序', ['我用 Python 写程序']],
  ['I use Node.js 24 on Fedora.', ['I use Node.js 24 on Fedora.']],
])('of %j something of the person is said: %j', (message, clauses) => {
  expect(stated(message)).toEqual(clauses)
})

test.each([
  ['Hello'],
  ['How do I list files?'],
  ['I want you to write a poem.'],
  ['What is my balance?'],
  ['Write a story about a man who says I live in Paris'],
  ['/remember I use Vim'],
  ['I am tired today.'],
  ['If I use Vim, my hands hurt.'],
  ['Imagine, I am a king.'],
  ['Ich möchte ein Gedicht.'],
  ['Kann ich das löschen?'],
  ['今天我想吃面'],
  ['Translate to German: I live in Paris.'],
  ['Summarize this\n\nI am John and I live in Rome.'],
  ['Fix the mistakes in the following text:\n\nI lives in Rome.'],
  ['```\nI use Vim at work\n```'],
  ['```\nI use Vim, and the fence stays open'],
  ['> I use Vim at work\n\nWhat does he mean?'],
  ['Hi,\nFrom: Ann\nSubject: work\n\nI live in Rome.'],
  ['On Monday, 3 May, Ann wrote:\nI live in Rome.'],
  ['She said “I live in the south of Rome” yesterday'],
  ['2026-11-02 10:00:01 my service is down'],
  ['I live in Rome and like it. '.repeat(40)],
  ['<email>I live in Rome.</email>'],
])('in %j nobody says anything of themselves', (message) => {
  expect(stated(message)).toEqual([])
})
