module example.com/renewal

go 1.24
