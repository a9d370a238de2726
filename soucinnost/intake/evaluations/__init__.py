"""Reading evaluations of strategies: a document becomes a reading that a person corrects and saves into a strategy.

The way through the pages:

1. **Strategie → „Načíst vyhodnocení“**, for managers of an organisation and who writes a strategy: a file, and whether
   a new strategy is made of it or one that they write gets more. An empty page says what belongs here.
2. **Reading.** A small file is read at once, a large one in the background. What cannot be read is said and leaves
   nothing; a scan without text and a file with a password stay as an attachment and the tree is typed by hand. The same
   file again leads to its first reading.
3. **Correcting beside the original.** Each stretch of the original leads to the part that holds it. Beside it the frame
   of the strategy, the tree, and what stands nowhere. Texts change kind and place; a number becomes a claim only when a
   person says so. It saves itself.
4. **Summary.** What will be made, and questions: another strategy of that time, names of people, numbers and texts
   without a decision.
5. **Saving.** The strategy is made, or gets more; the document stands with it. The page says what came and what
   did not.
"""
