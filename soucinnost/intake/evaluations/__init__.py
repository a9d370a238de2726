"""Reading evaluations of strategies: a document becomes a reading that a person corrects and saves into a strategy.

Průchod stránkami:

1. **Strategie → „Načíst vyhodnocení“** vidí manažer organizace a kdo některou strategii píše. Vybere soubor a co z něj
   vznikne: nová strategie, nebo se doplní ta, kterou píše. Prázdná stránka říká, co sem patří.
2. **Čtení.** Malý soubor se přečte hned, velký na pozadí. Co přečíst nejde, stránka řekne a nic nezůstane; sken bez
   textu a soubor s heslem zůstanou jako příloha a strom se napíše ručně. Týž soubor podruhé vede k prvnímu čtení.
3. **Oprava vedle originálu.** Vlevo původní text, každý jeho kus vede k tomu, kam je zařazený. Vpravo rámec strategie,
   strom a dole nezařazené. U textu jde změnit, co to je a kam patří; u čísla, zda se stane údajem. Ukládá se samo.
4. **Souhrn** řekne, co vznikne, a zeptá se: jiná strategie v téže době, jména lidí, nerozhodnutá čísla, nezařazené.
5. **Uložení.** Vznikne strategie (nebo se doplní), dokument je u ní. Stránka řekne, co přibylo a co zůstalo stranou.
"""
