// Figure 6: total dialogue length in characters per conversation.
import type { ReportFigure } from '../figure.ts'
import { conversationHistogram } from './conversation-histogram.ts'

export const dialogueLength: ReportFigure = {
  id: 'dialogue-length',
  paper: 'Figure 6',
  section: 'dataset',
  title: 'Length of the conversations',
  build: (material) =>
    conversationHistogram(material, {
      id: 'dialogue-length',
      title: 'Length of the conversations',
      name: 'characters',
      axis: 'Characters in a conversation',
      paperSays: 'In the paper most lie between 3,000 and 5,000.',
    }),
}
