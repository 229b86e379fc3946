// Figure 7: turns per conversation.
import type { ReportFigure } from '../figure.ts'
import { conversationHistogram } from './conversation-histogram.ts'

export const dialogueTurns: ReportFigure = {
  id: 'dialogue-turns',
  paper: 'Figure 7',
  section: 'dataset',
  title: 'Turns of the conversations',
  build: (material) =>
    conversationHistogram(material, {
      id: 'dialogue-turns',
      title: 'Turns of the conversations',
      name: 'turns',
      axis: 'Turns in a conversation',
      paperSays: 'In the paper most have between 15 and 30.',
    }),
}
