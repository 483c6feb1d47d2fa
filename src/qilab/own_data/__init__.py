"""Your own ward's figures: from a spreadsheet to measures that can be charted, with nothing about any one patient."""
