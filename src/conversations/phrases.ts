// What the listeners of a told case conference say between the parts of the presentation: short questions
// that state nothing clinical. Data only; who asks and when is decided in tell.ts.

export type Prompt =
  | 'open'
  | 'history'
  | 'medications'
  | 'examination'
  | 'investigations'
  | 'imaging'
  | 'course'
  | 'assessment'
  | 'outcome'
  | 'record'
  | 'table'
  | 'image'
  | 'orders'
  | 'continue'

export const phrases: Readonly<Record<Prompt, readonly string[]>> = {
  open: [
    'Thank you all for coming. Who presents the case?',
    'Let us begin with the next patient. Please present the case.',
    'We have time for one case before rounds. Please go ahead.',
    'Please introduce the patient to those who have not met them.',
    'Shall we start? Tell us about this patient.',
    'Everyone is on the line now. Please start with the patient.',
  ],
  history: [
    'How did this begin?',
    'Could you take us through the history?',
    'What led up to this?',
    'What do we know of the background?',
    'What did the patient come with?',
    'And the story so far?',
  ],
  medications: [
    'What was being taken, and are there allergies?',
    'Could we hear the medication list?',
    'What has been prescribed?',
    'Anything on the drug chart that we should know?',
    'Could you read out the medicines?',
  ],
  examination: [
    'What was found on examination?',
    'And the bedside findings?',
    'How was the patient when examined?',
    'What did the observations show?',
    'What did you see at the bedside?',
  ],
  investigations: [
    'What did the tests show?',
    'Are the results back?',
    'What were the results?',
    'Which results do we have?',
    'What came back from the investigations?',
  ],
  imaging: [
    'What does the imaging show?',
    'Could we have the reading of the images?',
    'Was there anything on imaging?',
    'How were the images read?',
  ],
  course: [
    'How did things go from there?',
    'What happened then?',
    'How did the days after that look?',
    'And the further course?',
    'What was done next?',
  ],
  assessment: [
    'How was it put together?',
    'What was the working assessment?',
    'What was made of all this?',
    'What was the thinking at that point?',
    'And the conclusion?',
  ],
  outcome: ['How did it end?', 'What became of the patient?', 'And at follow-up?', 'How is the patient now?'],
  record: [
    'What does the record say next?',
    'Please read on.',
    'What is entered after that?',
    'Next entry, please.',
    'And then?',
  ],
  table: [
    'Could we see the figures?',
    'Do you have them as a table?',
    'Can you put the values on the screen?',
    'Let us look at the numbers.',
    'Are the figures listed anywhere?',
  ],
  image: [
    'Can we see the picture?',
    'Is there an image of that?',
    'Could you show us the image?',
    'Let us look at it together.',
    'What are we looking at here?',
  ],
  orders: [
    'What is about to be ordered?',
    'What is on the order form?',
    'And what is being prescribed now?',
    'Which order is waiting to be signed?',
  ],
  continue: [
    'Please go on.',
    'What else?',
    'Go on, please.',
    'Anything more on that?',
    'I follow. And further?',
    'Understood. What came next?',
    'Yes, continue.',
    'All right. And after that?',
  ],
}
