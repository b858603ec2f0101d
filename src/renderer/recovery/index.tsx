import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { Guard } from '../guard.tsx'
import { openPageWords } from '../language.ts'
import { reportTo } from '../report.ts'
import { createAsk } from '../store/ask.ts'
import { followTheme } from '../styles/theme.ts'
import { Recovery } from './recovery.tsx'
import { openRecoveryStore } from './store.ts'

const root = document.querySelector('#root')
if (!root) throw new Error('recovery.html has no #root.')

followTheme(document.documentElement)
const words = openPageWords(window.hearth, window)
const report = reportTo(window.hearth, window)
const recovery = openRecoveryStore(createAsk(window.hearth, words.t))
void recovery.look()

createRoot(root, { onUncaughtError: report, onCaughtError: report }).render(
  <StrictMode>
    <I18nextProvider i18n={words}>
      <Guard>
        <Recovery recovery={recovery} now={new Date()} />
      </Guard>
    </I18nextProvider>
  </StrictMode>,
)
